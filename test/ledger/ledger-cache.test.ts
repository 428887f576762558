import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { LedgerFile } from "../../lib/ledger/index.ts"
import { loadLedger, saveLedger } from "../../lib/ledger/ledger-cache.ts"
import { makeLedger } from "./support/make-ledger.ts"

const plain = (file: LedgerFile | undefined) =>
  file && { ...file, ledger: { ...file.ledger, paths: file.ledger.paths.data } }
const ledger = {
  writer: "1",
  ledger: makeLedger({ id: "sha256:1", rows: [{ path: "usr/lib/x", bytes: 12 }] }),
  facts: { waste: 1 },
}

describe("the cache of ledgers", () => {
  let folder = ""
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "strata-ledgers-"))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it("finds what was kept, by its key and writer", async () => {
    await saveLedger("a", ledger, { folder })
    expect(plain(await loadLedger("a", "1", { folder }))).toEqual(plain(ledger))
    expect(await loadLedger("b", "1", { folder })).toBeUndefined()
    expect(await loadLedger("a", "2", { folder })).toBeUndefined()
  })

  it("ignores what is damaged, and writes it again", async () => {
    await saveLedger("a", ledger, { folder })
    const [name = ""] = await readdir(folder)
    const whole = await readFile(join(folder, name))
    for (const damaged of ["", whole.subarray(0, 40), whole.toString("latin1")]) {
      await writeFile(join(folder, name), damaged)
      expect(await loadLedger("a", "1", { folder })).toBeUndefined()
    }
    await saveLedger("a", ledger, { folder })
    expect(await readFile(join(folder, name))).toEqual(whole)
    expect(await readdir(folder)).toEqual([name])
  })

  it("keeps so many files and bytes, those last looked at", async () => {
    const limits = { files: 2, bytes: 1e6 }
    for (const [age, key] of ["a", "b"].entries()) {
      const before = await readdir(folder)
      await saveLedger(key, ledger, { folder, limits })
      const [name = ""] = (await readdir(folder)).filter((each) => !before.includes(each))
      await utimes(join(folder, name), 1000 + age, 1000 + age)
    }
    await loadLedger("a", "1", { folder })
    await saveLedger("c", ledger, { folder, limits })
    const has = async (key: string) => (await loadLedger(key, "1", { folder })) !== undefined
    expect([await has("a"), await has("b"), await has("c")]).toEqual([true, false, true])

    const [{ length = 0 } = {}] = await Promise.all([readFile(join(folder, (await readdir(folder))[0] ?? ""))])
    await saveLedger("d", ledger, { folder, limits: { files: 9, bytes: length } })
    expect(await readdir(folder)).toHaveLength(1)
    await saveLedger("e", ledger, { folder, limits: { files: 9, bytes: length - 1 } })
    expect(await has("e")).toBe(false)
  })

  it("does without where nothing can be written", async () => {
    await writeFile(join(folder, "file"), "")
    const options = { folder: join(folder, "file") }
    await expect(saveLedger("a", ledger, options)).resolves.toBeUndefined()
    expect(await loadLedger("a", "1", options)).toBeUndefined()
  })
})
