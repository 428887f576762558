import { parseNumber } from "./numbers.ts"

/** Where the sum stands, which counts as spaces while it is made (POSIX ustar, "chksum"). */
const [sumStart, sumEnd] = [148, 156]
/** Every second byte of four. */
const lanes = 0x00ff00ff

/**
 * Says whether the block at `at` is a header: it holds the sum of its own bytes. An image has millions of headers, so
 * sixteen bytes are added at a time where they lie so that they can be.
 */
export class Checksum {
  #words: Int32Array = new Int32Array(0)
  #memory: ArrayBufferLike = this.#words.buffer

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
    if (this.#memory !== bytes.buffer) {
      this.#memory = bytes.buffer
      this.#words = new Int32Array(bytes.buffer, 0, Math.floor(bytes.buffer.byteLength / 4))
    }
    const words = this.#words
    // Two sums in each number, of 128 bytes: they do not run into each other (128 * 255 < 2 ** 16).
    let even = 0
    let odd = 0
    const first = start >> 2
    for (let index = first; index < first + 128; index += 4) {
      const a = words[index] as number
      const b = words[index + 1] as number
      const c = words[index + 2] as number
      const d = words[index + 3] as number
      // Most of a header is zeros. `| 0` keeps the sums in 32 bits, which saves asking whether they are.
      if ((a | b | c | d) === 0) continue
      even = (even + (a & lanes) + (b & lanes) + (c & lanes) + (d & lanes)) | 0
      odd = (odd + ((a >>> 8) & lanes) + ((b >>> 8) & lanes) + ((c >>> 8) & lanes) + ((d >>> 8) & lanes)) | 0
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
