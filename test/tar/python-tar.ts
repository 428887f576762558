import { execFileSync } from "node:child_process"
import fc from "fast-check"
import type { TarEntry } from "../../lib/tar/index.ts"

/** Python's tarfile: writes a tar from a description, and reads one, independently of this library. */
const script = `
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

export type TarFormat = "ustar" | "gnu" | "pax"

export function pythonWrites(file: string, format: TarFormat, entries: readonly TarEntry[]): void {
  execFileSync("python3", ["-c", script, "write", file, format], { input: JSON.stringify(entries) })
}

export function pythonReads(file: string): readonly TarEntry[] {
  const options = { encoding: "utf8", maxBuffer: 1 << 28 } as const
  return JSON.parse(execFileSync("python3", ["-c", script, "read", file], options)) as TarEntry[]
}

const name = fc
  .stringMatching(/^[a-zA-Z0-9_é✓ .-]{1,60}$/)
  .filter((text) => !/^\.+$/.test(text) && text.trim() === text)
const path = fc.array(name, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/"))
const number = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max })

export const anyEntry: fc.Arbitrary<TarEntry> = fc
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
