import { crc32 } from "node:zlib"
import { categories, type Ledger, rowStates } from "./ledger.ts"

/*
 * A ledger as a file that is read as it lies: a head of 32-bit words, then what is no column as JSON, then the columns, each
 * at a multiple of 8. In the byte order of the machine that wrote it; one of the other order does not find its magic.
 * What reads it is a module of its own (`decodeLedger`): it brings what checks documents, which a first look does not need.
 */

export const version = 2
/** `stra` as a number. */
export const magic = 0x73747261
/** Magic, version, checksum of all that follows, length of the JSON. */
export const headBytes = 16
export const checkedFrom = 12

export type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** A ledger, and what else its writer found out, as JSON. */
export interface LedgerFile {
  /** Program and version that made it. */
  readonly writer: string
  readonly ledger: Ledger
  readonly facts?: unknown
}

/** Where a column of so many bytes lets the next begin. */
export const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8

/** All columns in the order of the file. `decodeLedger` takes them in the same. */
function columnsOf({ rows, paths }: Ledger): readonly Column[] {
  const { parents, nameStarts, names } = paths.data
  return [rows.bytes, rows.layer, rows.path, rows.package, rows.category, rows.state, parents, nameStarts, names]
}

export function encodeLedger({ writer, ledger, facts }: LedgerFile): Uint8Array<ArrayBuffer> {
  const { image, layers, packages } = ledger
  const columns = columnsOf(ledger)
  const lengths = columns.map(({ length }) => length)
  const meta = { writer, image, layers, packages, categories, states: rowStates, facts, lengths }
  const text = Buffer.from(JSON.stringify(meta))
  let offset = headBytes + aligned(text.length)
  const file = new Uint8Array(columns.reduce((end, { byteLength }) => end + aligned(byteLength), offset))
  file.set(text, headBytes)
  for (const { buffer, byteOffset, byteLength } of columns) {
    file.set(new Uint8Array(buffer, byteOffset, byteLength), offset)
    offset += aligned(byteLength)
  }
  const head = new Uint32Array(file.buffer, 0, headBytes / 4)
  head.set([magic, version, 0, text.length])
  head[2] = crc32(file.subarray(checkedFrom))
  return file
}
