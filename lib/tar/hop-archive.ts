import { readSync } from "node:fs"
import { blockSize, type TarCursor, TarParser } from "./tar-parser.ts"

/** Read at once: a header, most small files with the next header after them, or the neighbours of a large one. */
const smallWindow = 4096
const largeWindow = 32_768

/**
 * Goes through a plain tar that lies in a file, from header to header, and reads next to nothing of the contents.
 * @param fd descriptor of the file; it stays open.
 * @param from first byte of the tar in the file; `to` the byte after its last.
 * @param onEntry is told where in the *file* the entry's content begins.
 * @returns the position after the last whole header and what it says that follows: beyond `to` where the tar is cut off
 * @throws Error where what is there is no tar
 */
export function hopArchive(
  fd: number,
  from: number,
  to: number,
  onEntry: (entry: TarCursor, contentAt: number) => void,
): number {
  let buffer = Buffer.allocUnsafe(largeWindow)
  let windowStart = from
  let windowEnd = from
  let position = from
  // Where the header begins that is taken: in memory of its own, for a variable of two functions is a new object each time.
  const header = new Float64Array(1)
  const parser = new TarParser((entry) => onEntry(entry, (header[0] as number) + blockSize))

  while (!parser.isAtEnd) {
    const { wanted } = parser
    if (position < windowStart || position + wanted > windowEnd) {
      if (position + wanted > to) break
      // Small files come in crowds: where the last hop was short, the next ones will be.
      const isNear = position - windowEnd < smallWindow
      const length = Math.max(wanted, Math.min(isNear ? largeWindow : smallWindow, to - position))
      if (buffer.length < length) buffer = Buffer.allocUnsafe(length)
      windowStart = position
      windowEnd = position + readWindow(fd, buffer, position, wanted, length)
      if (windowEnd < position + wanted) break
    }
    header[0] = position
    const passed = parser.take(buffer, position - windowStart)
    position += wanted + passed
  }
  if (!parser.isAtEnd && position < to) throw new Error("its tar ends in the middle of a header")
  return position
}

/** Reads at least `least` and at most `most` bytes. @returns how many; fewer than `least` at the file's end */
function readWindow(fd: number, buffer: Buffer, position: number, least: number, most: number): number {
  let length = 0
  while (length < least) {
    const got = readSync(fd, buffer, length, most - length, position + length)
    if (got === 0) break
    length += got
  }
  return length
}
