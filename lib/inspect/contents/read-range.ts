import { readSync } from "node:fs"

/** Fills `into` from a place in a file. @returns bytes that were there */
export function readInto(fd: number, offset: number, into: Buffer): number {
  let filled = 0
  while (filled < into.length) {
    const got = readSync(fd, into, filled, into.length - filled, offset + filled)
    if (got === 0) break
    filled += got
  }
  return filled
}

/** Bytes of a part of a file that is `size` long; fewer where it ends before. */
export function readRange(fd: number, start: number, size: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)))
  return bytes.subarray(0, readInto(fd, start + offset, bytes))
}
