import { execFileSync } from "node:child_process"
import {
  closeSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { indexArchive, type TarEntry, TarReader, writeHeader } from "../../lib/tar/index.ts"
import { formatNumber, parseNumber } from "../../lib/tar/numbers.ts"
import { cleanPath } from "../../lib/tar/tar-parser.ts"
import { hasPython, whyNoPython } from "../support/has-python.ts"
import { anyEntry, pythonReads, pythonWrites } from "./python-tar.ts"

function read(bytes: Buffer, chunk: number): readonly TarEntry[] {
  const entries: TarEntry[] = []
  const reader = new TarReader((entry) => entries.push(entry))
  for (let offset = 0; offset < bytes.length; offset += chunk) reader.push(bytes.subarray(offset, offset + chunk))
  return entries
}

describe.skipIf(!hasPython)(`TarReader beside other programs${whyNoPython}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-tar-"))
  const file = join(folder, "x.tar")
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(["gnu", "pax"] as const)("reads what Python's tarfile writes as %s, in chunks of any size", (format) => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 20 }), fc.integer({ min: 1, max: 5000 }), (entries, chunk) => {
        pythonWrites(file, format, entries)
        const bytes = readFileSync(file)
        expect(read(bytes, chunk)).toEqual(entries)
        expect(indexArchive(file).map(({ offset: _, ...rest }) => rest)).toEqual(entries)
      }),
      { numRuns: 25 },
    )
  })

  it("reads what GNU tar writes of real files as Python's tarfile does: long names, links, folders", () => {
    const tree = mkdtempSync(join(tmpdir(), "strata-tree-"))
    const deep = join(tree, ...Array.from({ length: 8 }, () => "a".repeat(40)))
    mkdirSync(deep, { recursive: true })
    writeFileSync(join(deep, "file"), "x".repeat(1000))
    linkSync(join(deep, "file"), join(tree, "hard"))
    symlinkSync("b".repeat(200), join(tree, "soft"))
    for (const format of ["gnu", "posix"]) {
      execFileSync("tar", ["--format", format, "-cf", file, "-C", tree, "."])
      const other = pythonReads(file)
      const clean = other.map((each) => ({
        ...each,
        path: each.path.replace(/^\.\/?/, ""),
        ...(each.type === "hardlink" ? { linkTarget: each.linkTarget?.replace(/^\.\//, "") } : {}),
      }))
      expect(read(readFileSync(file), 512)).toEqual(clean)
    }
    rmSync(tree, { recursive: true })
  })

  it("finds what follows a sparse file whose map takes several blocks", () => {
    const tree = mkdtempSync(join(tmpdir(), "strata-tree-"))
    const sparse = openSync(join(tree, "a"), "w")
    // GNU's header holds four pieces of the map, each block after it 21 (tar.h).
    for (let piece = 0; piece < 40; piece++) writeSync(sparse, "y".repeat(4096), piece * 102_400)
    closeSync(sparse)
    writeFileSync(join(tree, "b"), "after")
    execFileSync("tar", ["--format=gnu", "--sparse", "-cf", file, "-C", tree, "a", "b"])
    rmSync(tree, { recursive: true })
    expect(pythonReads(file).map(({ path, size }) => [path, size])).toEqual([
      ["a", 39 * 102_400 + 4096],
      ["b", 5],
    ])
    const found = read(readFileSync(file), 512)
    expect(found.map(({ path, size }) => [path, size])).toEqual([
      ["a", 40 * 4096],
      ["b", 5],
    ])
    const [, after] = indexArchive(file)
    expect(readFileSync(file).toString("utf8", after?.offset, (after?.offset ?? 0) + 5)).toBe("after")
  })

  it("writes headers that other readers take, beyond eight gigabytes too", () => {
    const block = writeHeader("big", 20_000_000_000)
    expect(read(block, 512)[0]).toMatchObject({ path: "big", size: 20_000_000_000 })
    const listed = execFileSync(
      "python3",
      ["-c", "import sys, tarfile; print(tarfile.TarInfo.frombuf(sys.stdin.buffer.read(), 'utf8', 'strict').size)"],
      { input: block },
    )
    expect(listed.toString().trim()).toBe("20000000000")
  })
})

describe("numbers of headers", () => {
  it("come back as they were written", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        fc.constantFrom(8, 12),
        (value, length) => parseNumber(formatNumber(value, length)) === value || length === 8,
      ),
    )
    expect(parseNumber(Buffer.from(" 644 \0\0\0"))).toBe(0o644)
    expect(parseNumber(Buffer.from("\0\0\0\0\0\0\0\0"))).toBe(0)
  })
})

describe("TarReader", () => {
  it.each([
    ["./a", "a"],
    ["/a/b/", "a/b"],
    ["a//b/./c", "a/b/c"],
    ["a/.", "a"],
    ["./", ""],
    [".", ""],
    [".hidden/..x", ".hidden/..x"],
  ])("takes '%s' as the path '%s'", (raw, clean) => {
    expect(cleanPath(raw)).toBe(clean)
  })

  it("takes content that is left out by skip", () => {
    const entries: TarEntry[] = []
    const reader = new TarReader((found) => entries.push(found))
    reader.push(writeHeader("a", 700))
    reader.skip(700)
    reader.push(Buffer.concat([Buffer.alloc(1024 - 700), writeHeader("b", 0)]))
    expect(entries.map(({ path: found }) => found)).toEqual(["a", "b"])
  })
})
