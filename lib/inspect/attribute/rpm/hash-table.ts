/*
 * As much of Berkeley DB's hash tables (RHEL up to 8: `Packages`) as reading all values takes: Berkeley DB's dbinc/db_page.h.
 * Pages of a fixed size; one of pairs has the places of its items behind its head, key and value in turn; a value that is too
 * large for it lies in a chain of overflow pages. Numbers are in the byte order of the machine that wrote them.
 */
const hashMagic = 0x061561
const magicAt = 12
const pageSizeAt = 20
const headBytes = 26
/** Types of pages. */
const [unsortedPairs, pairs, overflow] = [2, 13, 7]
/** Types of items. */
const [inThePage, offThePage] = [1, 3]

interface Numbers {
  u16(at: number): number
  u32(at: number): number
}

function numbersOf(bytes: Buffer, isBig: boolean): Numbers {
  return isBig
    ? { u16: (at) => bytes.readUInt16BE(at), u32: (at) => bytes.readUInt32BE(at) }
    : { u16: (at) => bytes.readUInt16LE(at), u32: (at) => bytes.readUInt32LE(at) }
}

export function isHashTable(file: Buffer): boolean {
  if (file.length < 512) return false
  return file.readUInt32LE(magicAt) === hashMagic || file.readUInt32BE(magicAt) === hashMagic
}

/** All values. @throws Error, RangeError where the file is damaged */
export function* hashTableValues(file: Buffer): Generator<Buffer> {
  const numbers = numbersOf(file, file.readUInt32BE(magicAt) === hashMagic)
  const pageSize = numbers.u32(pageSizeAt)
  if (pageSize < 512 || pageSize > 65_536) throw new Error(`pages of ${pageSize} bytes`)
  let spent = 0

  /** A value in a chain of pages. No page is in two values, so who reads more than the file goes in circles. */
  function chained(first: number, length: number): Buffer {
    const pieces: Buffer[] = []
    let left = length
    for (let page = first; page !== 0 && left > 0; ) {
      const at = page * pageSize
      if (file[at + 25] !== overflow) throw new Error(`page ${page} has no value`)
      spent += pageSize
      if (spent > file.length) throw new Error("pages go in circles")
      const here = Math.min(left, numbers.u16(at + 22))
      pieces.push(file.subarray(at + headBytes, at + headBytes + here))
      left -= here
      page = numbers.u32(at + 16)
    }
    if (left > 0) throw new Error("a value without its end")
    return Buffer.concat(pieces)
  }

  for (let at = pageSize; at + pageSize <= file.length; at += pageSize) {
    const type = file[at + 25]
    if (type !== pairs && type !== unsortedPairs) continue
    // Items lie from the page's end on: each ends where the one before begins.
    let end = pageSize
    for (let item = 0; item < numbers.u16(at + 20); item++) {
      const start = numbers.u16(at + headBytes + 2 * item)
      const isValue = item % 2 === 1
      const kind = file[at + start]
      if (isValue && kind === offThePage) yield chained(numbers.u32(at + start + 4), numbers.u32(at + start + 8))
      else if (isValue && kind === inThePage && start < end) yield file.subarray(at + start + 1, at + end)
      end = start
    }
  }
}
