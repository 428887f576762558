import { crc32 } from "node:zlib"
import type { Ledger } from "./ledger.ts"
import { PathTable } from "./path-table.ts"

/*
 * A ledger as a file that is read as it lies: a head of 32-bit words, then what is no column as JSON, then the columns, each
 * at a multiple of 8. In the byte order of the machine, since it stays there; another one does not find its magic.
 */

/** Of this layout, and of the lists of categories, states and ecosystems that its numbers mean. */
const version = 1
/** `stra` as a number. */
const magic = 0x73747261
/** Magic, version, checksum of all that follows, length of the JSON. */
const headBytes = 16
const checkedFrom = 12

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array

interface Meta {
  readonly writer: string
  readonly image: Ledger["image"]
  readonly layers: Ledger["layers"]
  readonly packages: Ledger["packages"]
  /** Numbers of elements, in the columns' order. */
  readonly lengths: readonly number[]
}

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8

/** All columns in the order of the file. `decodeLedger` takes them in the same. */
function columnsOf({ rows, paths }: Ledger): readonly Column[] {
  const { parents, nameStarts, names } = paths.data
  return [rows.bytes, rows.layer, rows.path, rows.package, rows.category, rows.state, parents, nameStarts, names]
}

/** @param writer what made the ledger: a program of other rules does not read it */
export function encodeLedger(ledger: Ledger, writer: string): Uint8Array<ArrayBuffer> {
  const { image, layers, packages } = ledger
  const columns = columnsOf(ledger)
  const meta: Meta = { writer, image, layers, packages, lengths: columns.map(({ length }) => length) }
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

/** Gives one view after the other on the columns of a file. */
function columnReader(file: Uint8Array<ArrayBuffer>, start: number, lengths: readonly number[]) {
  let offset = file.byteOffset + start
  let column = 0
  return <T extends Column>(make: { new (buffer: ArrayBuffer, offset: number, length: number): T }): T => {
    const view = new make(file.buffer, offset, lengths[column++] ?? 0)
    offset += aligned(view.byteLength)
    return view
  }
}

/**
 * The ledger of a file, its columns views on it; nothing where the file is damaged, of another version, or of another
 * writer.
 * @param file begins at a multiple of 8 in its buffer
 */
export function decodeLedger(file: Uint8Array<ArrayBuffer>, writer: string): Ledger | undefined {
  if (file.length < headBytes) return undefined
  const head = new Uint32Array(file.buffer, file.byteOffset, headBytes / 4)
  if (head[0] !== magic || head[1] !== version || head[2] !== crc32(file.subarray(checkedFrom))) return undefined
  // All of it is as it was written, so it need not be checked further.
  const textEnd = headBytes + (head[3] ?? 0)
  const meta: Meta = JSON.parse(Buffer.from(file.subarray(headBytes, textEnd)).toString())
  if (meta.writer !== writer) return undefined
  const take = columnReader(file, aligned(textEnd), meta.lengths)
  const rows = {
    bytes: take(Float64Array),
    layer: take(Uint16Array),
    path: take(Uint32Array),
    package: take(Uint32Array),
    category: take(Uint8Array),
    state: take(Uint8Array),
  }
  const [parents, nameStarts, names] = [take(Uint32Array), take(Uint32Array), take(Uint8Array)]
  const paths = PathTable.from({ count: parents.length, parents, nameStarts, names })
  return { image: meta.image, layers: meta.layers, packages: meta.packages, paths, rows }
}
