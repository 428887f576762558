import { closeSync, openSync, readSync } from "node:fs"
import type { TarEntry } from "./entry.ts"
import { blockSize } from "./header.ts"
import { padded, TarReader } from "./tar-reader.ts"

/** Where the content of an entry lies in its file. */
export interface LocatedEntry extends TarEntry {
  readonly offset: number
}

/**
 * Entries of a plain tar that lies on disk (or of the part of a file that is one): hops from header to header and reads
 * no content.
 * @param file its path, or a descriptor, which stays open.
 * @param from first byte of the tar in the file; `length` its bytes, to the file's end by default.
 */
export function indexArchive(
  file: string | number,
  from = 0,
  length = Number.POSITIVE_INFINITY,
): readonly LocatedEntry[] {
  const found: LocatedEntry[] = []
  const block = Buffer.alloc(blockSize)
  const fd = typeof file === "number" ? file : openSync(file, "r")
  let content = 0
  let position = from
  const reader = new TarReader((entry) => {
    found.push({ ...entry, offset: position + blockSize })
    content = padded(entry.size)
  })
  try {
    while (position < from + length && readSync(fd, block, 0, blockSize, position) === blockSize) {
      reader.push(block)
      position += blockSize
      if (reader.inMap) continue
      reader.skip(content)
      position += content
      content = 0
    }
  } finally {
    if (typeof file !== "number") closeSync(fd)
  }
  return found
}
