import { crc32 } from "node:zlib"
import { z } from "zod"
import { wrongLedger, wrongPaths } from "./check-ledger.ts"
import { categories, type Ledger, rowStates } from "./ledger.ts"
import { aligned, type Column, checkedFrom, headBytes, type LedgerFile, magic, version } from "./ledger-file.ts"
import { ledgerSchema } from "./ledger-schema.ts"
import { PathTable } from "./path-table.ts"

const { image, layers, packages } = ledgerSchema.shape
const words = z.array(z.string())
const metaSchema = z.strictObject({
  writer: z.string(),
  image,
  layers,
  packages,
  /** What the numbers of the columns mean: a program that knows more of them reads the file too. */
  categories: words,
  states: words,
  facts: z.unknown().optional(),
  /** Numbers of elements, in the columns' order. */
  lengths: z.array(z.int().min(0)),
})

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

/** The numbers of a column in our list of words, where the file has another. One of no word becomes one that is refused. */
function translated(column: Uint8Array, theirs: readonly string[], ours: readonly string[]): Uint8Array {
  if (theirs.length === ours.length && theirs.every((word, index) => word === ours[index])) return column
  const numbers = theirs.map((word) => ours.indexOf(word))
  return column.map((number) => numbers[number] ?? ours.length)
}

function whatIsWrong(file: Uint8Array<ArrayBuffer>): string | undefined {
  if (file.length < headBytes) return "it is too short"
  const head = new Uint32Array(file.buffer, file.byteOffset, headBytes / 4)
  if (head[0] !== magic) return "it does not begin like one of this machine's byte order"
  if (head[1] !== version) return `it is of version ${head[1]}, and this program reads ${version}`
  return head[2] === crc32(file.subarray(checkedFrom)) ? undefined : "it is damaged: its checksum is another"
}

function throwIfWrong(wrong: string | undefined): void {
  if (wrong !== undefined) throw new RangeError(wrong)
}

/**
 * The ledger of a file, its columns views on it. It is checked like anything from outside, but for its
 * `facts`, which are their reader's.
 * @param file begins at a multiple of 8 in its buffer
 * @throws Error with what is wrong
 */
export function decodeLedger(file: Uint8Array<ArrayBuffer>): LedgerFile {
  throwIfWrong(whatIsWrong(file))
  const [, , , textBytes = 0] = new Uint32Array(file.buffer, file.byteOffset, headBytes / 4)
  const textEnd = headBytes + textBytes
  const meta = metaSchema.parse(JSON.parse(Buffer.from(file.subarray(headBytes, textEnd)).toString()))
  const take = columnReader(file, aligned(textEnd), meta.lengths)
  const rows = {
    bytes: take(Float64Array),
    layer: take(Uint16Array),
    path: take(Uint32Array),
    package: take(Uint32Array),
    category: translated(take(Uint8Array), meta.categories, categories),
    state: translated(take(Uint8Array), meta.states, rowStates),
  }
  const [parents, nameStarts, names] = [take(Uint32Array), take(Uint32Array), take(Uint8Array)]
  const data = { count: parents.length, parents, nameStarts, names }
  throwIfWrong(wrongPaths(data))
  const ledger: Ledger = {
    image: meta.image,
    layers: meta.layers,
    packages: meta.packages,
    paths: PathTable.from(data),
    rows,
  }
  throwIfWrong(wrongLedger(ledger))
  return { writer: meta.writer, ledger, facts: meta.facts }
}
