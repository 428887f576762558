/*
 * As much of SQLite's file format as reading one table of blobs takes (https://sqlite.org/fileformat.html). What is
 * still in a write-ahead log beside the file is not seen.
 */

const magic = Buffer.from("SQLite format 3\0")
const interiorTablePage = 0x05
const leafTablePage = 0x0d

/** Bytes of a value by its serial type (format, 2.1). */
function valueLength(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2)
  return [0, 1, 2, 3, 4, 6, 8, 8][type] ?? 0
}

function varint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } {
  let value = 0
  for (let index = 0; index < 8; index++) {
    const byte = bytes[at + index] ?? 0
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return { value, end: at + index + 1 }
  }
  return { value: value * 256 + (bytes[at + 8] ?? 0), end: at + 9 }
}

/** Values of a record, as bytes. */
function recordValues(record: Buffer): readonly Buffer[] {
  const header = varint(record, 0)
  const values: Buffer[] = []
  let at = header.end
  let from = header.value
  while (at < header.value) {
    const type = varint(record, at)
    values.push(record.subarray(from, from + valueLength(type.value)))
    from += valueLength(type.value)
    at = type.end
  }
  return values
}

class Database {
  readonly #bytes: Buffer
  readonly #pageSize: number
  readonly #usable: number
  #spent = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    const size = bytes.readUInt16BE(16)
    this.#pageSize = size === 1 ? 65_536 : size
    this.#usable = this.#pageSize - (bytes[20] ?? 0)
  }

  /** Records of a table, from the page where its tree begins. */
  *records(root: number): Generator<readonly Buffer[]> {
    this.#spend(this.#pageSize)
    const page = this.#page(root)
    // The first page has the file's header before its own.
    const start = root === 1 ? 100 : 0
    const kind = page[start]
    const count = page.readUInt16BE(start + 3)
    const cells = start + (kind === interiorTablePage ? 12 : 8)
    for (let index = 0; index < count; index++) {
      const cell = page.readUInt16BE(cells + 2 * index)
      if (kind === leafTablePage) yield recordValues(this.#payload(page, cell))
      else if (kind === interiorTablePage) yield* this.records(page.readUInt32BE(cell))
    }
    if (kind === interiorTablePage) yield* this.records(page.readUInt32BE(start + 8))
  }

  /** No byte belongs to two pages of a tree or to two records, so whoever reads more than twice the file goes in circles. */
  #spend(bytes: number): void {
    this.#spent += bytes
    if (this.#spent > 2 * this.#bytes.length) throw new Error("pages go in circles")
  }

  #page(number: number): Buffer {
    const from = (number - 1) * this.#pageSize
    if (number < 1 || from + this.#pageSize > this.#bytes.length) throw new Error(`there is no page ${number}`)
    return this.#bytes.subarray(from, from + this.#pageSize)
  }

  /** A cell's record; what a page does not hold of it goes on in further pages (format, 1.6). */
  #payload(page: Buffer, cell: number): Buffer {
    const length = varint(page, cell)
    this.#spend(length.value)
    const start = varint(page, length.end).end
    const most = this.#usable - 35
    if (length.value <= most) return page.subarray(start, start + length.value)
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23
    const fitting = least + ((length.value - least) % (this.#usable - 4))
    const here = fitting <= most ? fitting : least
    const pieces = [page.subarray(start, start + here)]
    let left = length.value - here
    let next = page.readUInt32BE(start + here)
    while (left > 0) {
      const overflow = this.#page(next)
      pieces.push(overflow.subarray(4, 4 + Math.min(left, this.#usable - 4)))
      left -= this.#usable - 4
      next = overflow.readUInt32BE(0)
    }
    return Buffer.concat(pieces)
  }
}

/** Records of the table by that name, each a list of values as bytes. @throws Error, RangeError where the file is damaged */
export function* sqliteTable(bytes: Buffer, table: string): Generator<readonly Buffer[]> {
  if (!bytes.subarray(0, magic.length).equals(magic)) throw new Error("it is no SQLite database")
  const database = new Database(bytes)
  for (const [kind, name, , root] of database.records(1)) {
    if (kind?.toString() !== "table" || name?.toString() !== table || !root || root.length === 0) continue
    yield* database.records(root.readUIntBE(0, Math.min(root.length, 6)))
  }
}
