import { readSync } from "node:fs"
import { Checksum } from "./checksum.ts"
import { blockSize, isUstar } from "./tar-parser.ts"

/**
 * The first block of a plain tar that looks like a header: what it says of itself is right, but a file's content may look
 * so too.
 * @param from where a block of the tar begins, in the file
 * @param most bytes to look through
 */
export function findHeader(fd: number, from: number, most: number): number | undefined {
  const bytes = Buffer.allocUnsafe(most)
  const length = readSync(fd, bytes, 0, most, from)
  const checksum = new Checksum()
  for (let at = 0; at + blockSize <= length; at += blockSize) {
    if (isUstar(bytes, at) && checksum.isRight(bytes, at)) return from + at
  }
  return undefined
}
