import { closeSync, fstatSync, openSync } from "node:fs"
import { groupDigits } from "../text/group-digits.ts"
import type { TarEntry } from "./entry.ts"
import { hopArchive } from "./hop-archive.ts"
import { toEntry } from "./tar-reader.ts"

/** Where the content of an entry lies in its file. */
export interface LocatedEntry extends TarEntry {
  readonly offset: number
  /** Its content does not lie there in one piece. */
  readonly isSparse?: true
}

/** An archive of images has some hundred members; one of this many takes 200 MB to list. */
const mostMembers = 500_000

/**
 * Entries of a plain tar that lies on disk (or of the part of a file that is one).
 * @param file its path, or a descriptor, which stays open.
 * @throws Error where what is there is no tar, or one of more than `most` entries
 * @param from first byte of the tar in the file; `length` its bytes, to the file's end by default.
 */
export function indexArchive(
  file: string | number,
  from = 0,
  length = Number.POSITIVE_INFINITY,
  most = mostMembers,
): readonly LocatedEntry[] {
  const found: LocatedEntry[] = []
  const fd = typeof file === "number" ? file : openSync(file, "r")
  try {
    const to = Math.min(from + length, fstatSync(fd).size)
    hopArchive(fd, from, to, (entry, offset) => {
      if (found.length === most) throw new Error(`it has more than ${groupDigits(most)} files`)
      found.push({ ...toEntry(entry), offset, ...(entry.isSparse ? { isSparse: true } : {}) })
    })
  } finally {
    if (typeof file !== "number") closeSync(fd)
  }
  return found
}
