import { spawnSync } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { LazyArchive } from "../../lib/steps/lazy/index.ts"

export function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex")
}

/** Whether the tools that pack the archives of these tests are here. */
export function hasTools(...tools: readonly string[]): boolean {
  return tools.every((tool) => spawnSync("sh", ["-c", 'command -v "$1"', "sh", tool]).status === 0)
}

const pack = {
  "tar.xz": ["tar", "-cJf"],
  "tar.gz": ["tar", "-czf"],
  zip: ["zip", "-qr"],
} as const satisfies Record<LazyArchive["format"], readonly [string, string]>

/** An archive with `tool-1/bin/tool`, which prints `says`, and bytes that no packer makes smaller. */
export function toolArchive(format: LazyArchive["format"], says = "hello"): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "strata-lazy-archive-"))
  try {
    mkdirSync(join(folder, "tool-1/bin"), { recursive: true })
    writeFileSync(join(folder, "tool-1/bin/tool"), `#!/bin/sh\necho ${says} "$@"\n`)
    chmodSync(join(folder, "tool-1/bin/tool"), 0o755)
    writeFileSync(join(folder, "tool-1/data"), randomBytes(300_000))
    const [tool, flag] = pack[format]
    const { status, stderr } = spawnSync(tool, [flag, "archive", "tool-1"], { cwd: folder, encoding: "utf8" })
    if (status !== 0) throw new Error(stderr)
    return readFileSync(join(folder, format === "zip" ? "archive.zip" : "archive"))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
