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
import { cleanPath } from "../../lib/tar/clean-path.ts"
import { indexArchive, type TarEntry, TarFeed, TarReader, writeHeader } from "../../lib/tar/index.ts"
import { formatNumber, parseNumber } from "../../lib/tar/numbers.ts"
import { padded } from "../../lib/tar/tar-parser.ts"
import { hasPython, whyNoPython } from "../support/has-python.ts"
import { anyEntry, pythonReads, pythonWrites } from "./python-tar.ts"

function read(bytes: Buffer, chunk: number): readonly TarEntry[] {
  const entries: TarEntry[] = []
  const reader = new TarReader((entry) => entries.push(entry))
  for (let offset = 0; offset < bytes.length; offset += chunk) reader.push(bytes.subarray(offset, offset + chunk))
  return entries
}

/** The header with the sum that its bytes have now. */
function sealed(block: Buffer): Buffer {
  block.fill(" ", 148, 156)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1")
  return block
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

  it.each(["gnu", "posix 0.0", "posix 0.1", "posix 1.0"])(
    "takes a sparse file of %s for what it is when it is extracted, and finds what follows it",
    (which) => {
      const [format = "", version] = which.split(" ")
      const tree = mkdtempSync(join(tmpdir(), "strata-tree-"))
      const sparse = openSync(join(tree, "a"), "w")
      // GNU's header holds four pieces of the map, each block after it 21 (tar.h).
      for (let piece = 0; piece < 40; piece++) writeSync(sparse, "y".repeat(4096), piece * 102_400)
      closeSync(sparse)
      writeFileSync(join(tree, "b"), "after")
      const versions = version === undefined ? [] : [`--sparse-version=${version}`]
      execFileSync("tar", [`--format=${format}`, ...versions, "--sparse", "-cf", file, "-C", tree, "a", "b"])
      rmSync(tree, { recursive: true })
      const expected = [
        ["a", 39 * 102_400 + 4096],
        ["b", 5],
      ]
      expect(pythonReads(file).map(({ path, size }) => [path, size])).toEqual(expected)
      expect(read(readFileSync(file), 512).map(({ path, size }) => [path, size])).toEqual(expected)
      const [before, after] = indexArchive(file)
      expect([before?.isSparse, after?.isSparse]).toEqual([true, undefined])
      expect(readFileSync(file).toString("utf8", after?.offset, (after?.offset ?? 0) + 5)).toBe("after")
    },
  )

  it("keeps paths of PAX that are no UTF-8 apart", () => {
    const tree = mkdtempSync(join(tmpdir(), "strata-tree-"))
    const names = [0xfe, 0xff].map((byte) =>
      Buffer.concat([Buffer.from(`${tree}/${"n".repeat(120)}`), Buffer.from([byte])]),
    )
    for (const name of names) writeFileSync(name, "x")
    execFileSync("tar", ["--format=posix", "-cf", file, "-C", tree, "."])
    rmSync(tree, { recursive: true })
    const found = new Set<string>()
    new TarFeed(({ path, pathStart, pathEnd }) => found.add(path.toString("latin1", pathStart, pathEnd))).push(
      readFileSync(file),
    )
    expect(found).toEqual(new Set(["", ...[0xfe, 0xff].map((byte) => "n".repeat(120) + String.fromCharCode(byte))]))
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
    expect(parseNumber(Buffer.alloc(8, 0xff))).toBe(-1)
    expect(parseNumber(Buffer.from([0xff, 0xff, 0xfe, 0]))).toBe(-512)
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
    ["../../etc/passwd", "etc/passwd"],
    ["/..", ""],
    ["a/../../b/../c/./d/..", "c"],
    ["a/...", "a/..."],
  ])("takes '%s' as the path '%s'", (raw, clean) => {
    expect(cleanPath(raw)).toBe(clean)
  })

  it("takes any path as its parts say", () => {
    const part = fc.constantFrom("", ".", "..", "...", ".git", "..x", "a", "b c")
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const kept: string[] = []
        for (const name of parts) {
          if (name === "..") kept.pop()
          else if (name !== "" && name !== ".") kept.push(name)
        }
        expect(cleanPath(parts.join("/"))).toBe(kept.join("/"))
      }),
      { numRuns: 2000 },
    )
  })

  it("takes content that is left out by skip", () => {
    const entries: TarEntry[] = []
    const reader = new TarReader((found) => entries.push(found))
    reader.push(writeHeader("a", 700))
    reader.skip(700)
    reader.push(Buffer.concat([Buffer.alloc(1024 - 700), writeHeader("b", 0)]))
    expect(entries.map(({ path: found }) => found)).toEqual(["a", "b"])
  })

  it("stops at two blocks of zeros, whatever comes after them, and at one as engines do", () => {
    const [one, two] = [writeHeader("a", 0), writeHeader("b", 0)]
    const zeros = Buffer.alloc(512)
    expect(read(Buffer.concat([one, zeros, zeros, two, Buffer.from("junk")]), 100).length).toBe(1)
    expect(() => read(Buffer.concat([one, zeros, two]), 512)).toThrow("a header follows a block of zeros (byte 1024)")
  })

  const withField = (start: number, text: string, resum = true): Buffer => {
    const block = writeHeader("a", 0)
    block.write(text, start, "latin1")
    return resum ? sealed(block) : block
  }
  const paxOf = (body: string, size = body.length): Buffer => {
    const block = writeHeader("x", size)
    block.write("x", 156, "latin1")
    return Buffer.concat([
      sealed(block),
      Buffer.from(body.padEnd(padded(body.length), "\0"), "latin1"),
      writeHeader("a", 0),
    ])
  }
  it.each([
    ["a checksum that is wrong", withField(0, "b", false), "the checksum of a header is wrong (byte 0)"],
    ["a size below zero", withField(124, "\xff".repeat(12)), "the size of an entry is no number of bytes"],
    ["a size that is beyond all", withField(124, `\x80${"\x7f".repeat(11)}`), "the size of an entry is no number"],
    ["a size that is no number", withField(124, "12x"), "the size of an entry is no number of bytes"],
    ["a size of PAX that is none", paxOf("10 size=x\n"), "the size of an entry is no number of bytes"],
    ["an owner of PAX that is none", paxOf("8 uid=x\n"), "the owner of an entry is no number"],
    ["records without end", paxOf("99 size=1\n"), "a PAX header is no list of records (byte 512)"],
    ["records of no length", paxOf("0 size=1\n"), "a PAX header is no list of records"],
    ["a path with a zero byte", paxOf("12 path=a\0b\n"), "a PAX header is no list of records"],
    ["an extended header of gigabytes", paxOf("", 7_000_000_000), "an extended header of 7000000000 bytes (byte 0)"],
    ["a path of kilobytes", paxOf(`40010 path=${"p".repeat(39_998)}\n`), "a path of 39998 bytes"],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => read(bytes, 4096)).toThrow(message)
  })

  it("takes sums of bytes that have a sign", () => {
    const block = writeHeader("\u00e9", 0)
    const signed = block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : (byte << 24) >> 24), 0)
    block.write(`${signed.toString(8).padStart(6, "0")}\0 `, 148, "latin1")
    expect(read(block, 512).length).toBe(1)
  })

  it("takes a file whose name ends in a slash for a folder only in the oldest format, as engines do", () => {
    const named = (flag: string): Buffer => {
      const block = writeHeader("a/", 512)
      block.write(flag, 156, "latin1")
      return sealed(block)
    }
    expect(read(Buffer.concat([named("0"), writeHeader("content", 0)]), 512)).toMatchObject([
      { type: "file", size: 512 },
    ])
    expect(read(named("\0"), 512)).toMatchObject([{ type: "directory", size: 0 }])
  })

  it("is told of a tar that breaks off in a header or in a file, fed or hopped", () => {
    const place = mkdtempSync(join(tmpdir(), "strata-tar-"))
    const file = join(place, "x.tar")
    const whole = Buffer.concat([writeHeader("a", 0), writeHeader("b", 700), Buffer.alloc(1024)])
    for (const length of [600, 512 + 512 + 300]) {
      const bytes = whole.subarray(0, length)
      const reader = new TarReader(() => {})
      reader.push(bytes)
      expect(() => reader.end()).toThrow("its tar ends in the middle of a file")
    }
    writeFileSync(file, whole.subarray(0, 600))
    expect(() => indexArchive(file)).toThrow("its tar ends in the middle of a header")
    rmSync(place, { recursive: true })
  })

  it("says which entries have extended attributes", () => {
    const found: boolean[] = []
    const feed = new TarFeed(({ hasXattrs }) => found.push(hasXattrs))
    feed.push(Buffer.concat([paxOf("31 SCHILY.xattr.user.a=value12\n"), writeHeader("b", 0)]))
    expect(found).toEqual([true, false])
  })
})
