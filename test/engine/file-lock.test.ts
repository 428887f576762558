import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { ifUnlocked, withFileLock } from "../../lib/engine/process/file-lock.ts"

test("who finds a lock taken goes on without it, however soon flock ends", async () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-lock-"))
  const file = join(folder, "lock")
  try {
    let worked = 0
    const work = async () => {
      worked++
    }
    // Many at once: under load flock has ended before it is written to.
    await withFileLock(file, async () => {
      await Promise.all(Array.from({ length: 100 }, () => ifUnlocked(file, work)))
    })
    expect(worked).toBe(0)
    await ifUnlocked(file, work)
    expect(worked).toBe(1)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
