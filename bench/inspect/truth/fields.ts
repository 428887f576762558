import type { EntryKind } from "../../../lib/inspect/image-files.ts"
import { type Entry, toEntry } from "./entry.ts"

/** Fields of a text in which each ends with NUL. */
export function fieldsOf(text: string): readonly string[] {
  return text.split("\0").slice(0, -1)
}

/** Fields of a text, so many at a time. */
export function* records(fields: readonly string[], length: number): Generator<readonly string[]> {
  for (let at = 0; at + length <= fields.length; at += length) yield fields.slice(at, at + length)
}

/** An entry from the fields that the Python programs here print. */
export function entryOf([kind = "", bytes, mode, uid, gid, path = "", link]: readonly string[]): Entry {
  return toEntry({
    kind: kind as EntryKind,
    bytes: Number(bytes),
    mode: Number(mode),
    uid: Number(uid),
    gid: Number(gid),
    path,
    ...(link ? { link } : {}),
  })
}
