import type { Gatherer } from "./gatherer.ts"
import type { Hasher } from "./hasher.ts"
import { readInto, readRange } from "./read-range.ts"
import type { Wish } from "./read-task.ts"
import { wishes } from "./wishes.ts"

const piece = Buffer.allocUnsafeSlow(1 << 18)

/** Hash of the `size` bytes from `start` of a file. @throws Error where they are not all there */
export function hashContent(fd: number, start: number, size: number, hasher: Hasher): string {
  hasher.begin()
  for (let at = 0; at < size; ) {
    const got = readInto(fd, start + at, piece.subarray(0, Math.min(piece.length, size - at)))
    if (got === 0) throw new Error("a file is shorter than its header says")
    hasher.add(piece.subarray(0, got))
    at += got
  }
  return hasher.end()
}

/** Reads what is wanted of a content that lies in one piece on disk. @param start its first byte in the file */
export function readAtRandom(
  { row, wish, bytes }: Wish,
  { fd, start }: { readonly fd: number; readonly start: number },
  hasher: Hasher,
  into: Gatherer,
): void {
  if (wish & wishes.hash) into.hashes.push([row, hashContent(fd, start, bytes, hasher)])
  if (wish & wishes.object) into.addObject(row, (offset, length) => readRange(fd, start, bytes, offset, length))
  if (wish & wishes.text) into.texts.push([row, Uint8Array.from(readRange(fd, start, bytes, 0, bytes))])
}
