import type { EntryKind } from "../../../lib/inspect/image-files.ts"
import { type Entry, toEntry } from "./entry.ts"

const kinds: Readonly<Record<string, EntryKind>> = {
  "-": "file",
  d: "directory",
  l: "symlink",
  h: "hardlink",
  c: "device",
  b: "device",
  p: "fifo",
}
const quoted = `"((?:[^"\\\\]|\\\\.)*)"`
/** `-rw-r--r-- 0/0 1234 2026-01-31 12:00:00 "a" -> "b"`, a device with `major,minor` for its size. */
const line = new RegExp(
  `^([-dlhcbp])([rwxsStT-]{9}) +(\\d+)/(\\d+) +([\\d,]+) +\\S+ +\\S+ ${quoted}(?: (?:->|link to) ${quoted})?$`,
)

const simple: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 }

/** Reads a name as C writes it: bytes that are not ASCII are octal. */
function unquote(text: string): string {
  const bytes: number[] = []
  for (const [part, escaped] of text.matchAll(/\\([0-7]{3}|.)|[^\\]/gs)) {
    if (escaped === undefined) bytes.push(part.charCodeAt(0))
    else bytes.push(escaped.length === 3 ? Number.parseInt(escaped, 8) : (simple[escaped] ?? escaped.charCodeAt(0)))
  }
  return Buffer.from(bytes).toString("utf8")
}

/** `rwsr-xr-T` as bits. */
function modeOf(rights: string): number {
  const special = [0o4000, 0o2000, 0o1000]
  return [...rights].reduce((mode, letter, at) => {
    const own = 0o400 >> at
    const extra = /[sStT]/.test(letter) ? (special[Math.floor(at / 3)] ?? 0) : 0
    return mode | (/[rwxst]/.test(letter) ? own : 0) | extra
  }, 0)
}

/**
 * Reads what `tar --list --verbose --numeric-owner --quoting-style=c` of GNU prints in the C locale.
 * @throws Error for a line of another form
 */
export function parseGnuTar(text: string): readonly Entry[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((found) => {
      const [, kind = "", rights = "", uid, gid, size = "", path = "", link] = line.exec(found) ?? []
      if (kind === "") throw new Error(`GNU tar printed '${found}'`)
      return toEntry({
        kind: kinds[kind] ?? "device",
        bytes: Number(size.replace(/.*,.*/, "0")),
        mode: modeOf(rights),
        uid: Number(uid),
        gid: Number(gid),
        path: unquote(path),
        ...(link === undefined ? {} : { link: unquote(link) }),
      })
    })
}
