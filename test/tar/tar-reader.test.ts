import { execFileSync } from "node:child_process"
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { indexArchive, type TarEntry, TarReader, writeHeader } from "../../lib/tar/index.ts"
import { formatNumber, parseNumber } from "../../lib/tar/numbers.ts"

/** Python's tarfile: writes a tar from a description, and reads one, independently of this library. */
const python = `
import io, json, sys, tarfile
mode = sys.argv[1]
if mode == "write":
    formats = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}
    with tarfile.open(sys.argv[2], "w", format=formats[sys.argv[3]]) as tar:
        for e in json.load(sys.stdin):
            info = tarfile.TarInfo(e["path"])
            info.type = {"file": tarfile.REGTYPE, "directory": tarfile.DIRTYPE, "symlink": tarfile.SYMTYPE, "hardlink": tarfile.LNKTYPE, "fifo": tarfile.FIFOTYPE}[e["type"]]
            info.size, info.mode, info.uid, info.gid = e["size"], e["mode"], e["uid"], e["gid"]
            info.linkname = e.get("linkTarget", "")
            tar.addfile(info, io.BytesIO(b"x" * e["size"]))
else:
    with tarfile.open(sys.argv[2]) as tar:
        kinds = lambda m: "file" if m.isreg() else "directory" if m.isdir() else "symlink" if m.issym() else "hardlink" if m.islnk() else "fifo" if m.isfifo() else "device"
        print(json.dumps([{"path": m.name, "type": kinds(m), "size": m.size if m.isreg() else 0, "mode": m.mode, "uid": m.uid, "gid": m.gid, **({"linkTarget": m.linkname} if m.issym() or m.islnk() else {})} for m in tar.getmembers()]))
`

function read(bytes: Buffer, chunk: number): readonly TarEntry[] {
  const entries: TarEntry[] = []
  const reader = new TarReader((entry) => entries.push(entry))
  for (let offset = 0; offset < bytes.length; offset += chunk) reader.push(bytes.subarray(offset, offset + chunk))
  return entries
}

const name = fc
  .stringMatching(/^[a-zA-Z0-9_é✓ .-]{1,60}$/)
  .filter((text) => !/^\.+$/.test(text) && text.trim() === text)
const path = fc.array(name, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/"))
const number = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max })
const entry: fc.Arbitrary<TarEntry> = fc
  .record({ path, mode: number(0o7777), uid: number(4_000_000), gid: number(4_000_000) })
  .chain((common) =>
    fc.oneof(
      number(3000).map((size): TarEntry => ({ ...common, type: "file", size })),
      fc.constant<TarEntry>({ ...common, type: "directory", size: 0 }),
      path.map((linkTarget): TarEntry => ({ ...common, type: "symlink", size: 0, linkTarget })),
      path.map((linkTarget): TarEntry => ({ ...common, type: "hardlink", size: 0, linkTarget })),
      fc.constant<TarEntry>({ ...common, type: "fifo", size: 0 }),
    ),
  )

describe("TarReader", () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-tar-"))
  const file = join(folder, "x.tar")

  it.each(["gnu", "pax"])("reads what Python's tarfile writes as %s, in chunks of any size", (format) => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), fc.integer({ min: 1, max: 5000 }), (entries, chunk) => {
        execFileSync("python3", ["-c", python, "write", file, format], { input: JSON.stringify(entries) })
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
      const other = JSON.parse(
        execFileSync("python3", ["-c", python, "read", file], { encoding: "utf8" }),
      ) as TarEntry[]
      const clean = other.map((each) => ({
        ...each,
        path: each.path.replace(/^\.\/?/, ""),
        ...(each.type === "hardlink" ? { linkTarget: each.linkTarget?.replace(/^\.\//, "") } : {}),
      }))
      expect(read(readFileSync(file), 512)).toEqual(clean)
    }
    rmSync(tree, { recursive: true })
  })

  it("takes content that is left out by skip", () => {
    const entries: TarEntry[] = []
    const reader = new TarReader((found) => entries.push(found))
    reader.push(writeHeader("a", 700))
    reader.skip(700)
    reader.push(Buffer.concat([Buffer.alloc(1024 - 700), writeHeader("b", 0)]))
    expect(entries.map(({ path: found }) => found)).toEqual(["a", "b"])
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
