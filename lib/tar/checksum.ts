import { parseNumber } from "./numbers.ts"

/** Where the sum stands, which counts as spaces while it is made (POSIX ustar, "chksum"). */
const [sumStart, sumEnd] = [148, 156]

/**
 * Says whether the block at `at` is a header: it holds the sum of its own bytes. An image has millions of headers, so
 * four bytes are added at a time where they lie so that they can be.
 */
export class Checksum {
  #words: Int32Array = new Int32Array(0)

  isRight(bytes: Buffer, at: number): boolean {
    let sum = this.#sumOf(bytes, at)
    for (let index = at + sumStart; index < at + sumEnd; index++) sum += 0x20 - (bytes[index] ?? 0)
    const said = parseNumber(bytes, at + sumStart, at + sumEnd)
    // Old programs took bytes as signed.
    return said === sum || said === sum - 256 * highBytes(bytes, at)
  }

  #sumOf(bytes: Buffer, at: number): number {
    const start = bytes.byteOffset + at
    // The shift below is right up to 2 GiB, and no chunk comes near.
    if (start % 4 !== 0) return slowSum(bytes, at)
    if (this.#words.buffer !== bytes.buffer)
      this.#words = new Int32Array(bytes.buffer, 0, Math.floor(bytes.buffer.byteLength / 4))
    const words = this.#words
    // Two sums in each number, of 128 bytes: they do not run into each other (128 * 255 < 2 ** 16).
    let even = 0
    let odd = 0
    const first = start >> 2
    for (let index = first; index < first + 128; index++) {
      const word = words[index] as number
      even += word & 0x00ff00ff
      odd += (word >>> 8) & 0x00ff00ff
    }
    return (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16)
  }
}

function slowSum(bytes: Buffer, at: number): number {
  let sum = 0
  for (let index = at; index < at + 512; index++) sum += bytes[index] ?? 0
  return sum
}

/** Bytes outside the sum that are negative where bytes have a sign. */
function highBytes(bytes: Buffer, at: number): number {
  let count = 0
  for (let index = at; index < at + 512; index++) {
    const isSum = index >= at + sumStart && index < at + sumEnd
    if (!isSum && (bytes[index] ?? 0) > 0x7f) count++
  }
  return count
}
