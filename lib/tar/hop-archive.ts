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
  const parser = new TarParser((entry) => onEntry(entry, position + blockSize))

  /** Makes the `wanted` bytes at `position` lie in the window. @returns false at the end of the tar */
  function load(wanted: number): boolean {
    if (position >= windowStart && position + wanted <= windowEnd) return true
    if (position + wanted > to) return false
    // Small files come in crowds: where the last hop was short, the next ones will be.
    const isNear = position - windowEnd < smallWindow
    const length = Math.max(wanted, Math.min(isNear ? largeWindow : smallWindow, to - position))
    if (buffer.length < length) buffer = Buffer.allocUnsafe(length)
    windowStart = position
    windowEnd = position
    while (windowEnd < position + wanted) {
      const got = readSync(fd, buffer, windowEnd - position, length - (windowEnd - position), windowEnd)
      if (got === 0) return false
      windowEnd += got
    }
    return true
  }

  for (let { wanted } = parser; !parser.isAtEnd && load(wanted); { wanted } = parser) {
    const passed = parser.take(buffer, position - windowStart)
    position += wanted + passed
  }
  if (!parser.isAtEnd && position < to) throw new Error("its tar ends in the middle of a header")
  return position
}
