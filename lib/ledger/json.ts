import { wrongLedger, wrongPaths } from "./check-ledger.ts"
import { categories, type Ledger, rowStates } from "./ledger.ts"
import { type LedgerDocument, ledgerSchema } from "./ledger-schema.ts"
import { PathTable, type PathTableData } from "./path-table.ts"

type Name = LedgerDocument["paths"]["names"][number]

function nameOf(bytes: Buffer): Name {
  const text = bytes.toString("utf8")
  return Buffer.from(text).equals(bytes) ? text : { base64: bytes.toString("base64") }
}

function pathsOf({ count, parents, nameStarts, names }: PathTableData): LedgerDocument["paths"] {
  const bytes = Buffer.from(names.buffer, names.byteOffset, names.length)
  return {
    parents: [...parents],
    names: Array.from({ length: count }, (_, id) => nameOf(bytes.subarray(nameStarts[id], nameStarts[id + 1]))),
  }
}

/** A ledger as a document; `JSON.stringify` writes it. */
export function ledgerDocument({ image, layers, packages, paths, rows }: Ledger): LedgerDocument {
  return {
    format: "strata.ledger",
    version: 1,
    image,
    layers: [...layers],
    packages: [...packages],
    categories: [...categories],
    states: [...rowStates],
    paths: pathsOf(paths.data),
    rows: {
      bytes: [...rows.bytes],
      layer: [...rows.layer],
      path: [...rows.path],
      package: [...rows.package],
      category: [...rows.category],
      state: [...rows.state],
    },
  }
}

function tableData({ parents, names }: LedgerDocument["paths"]): PathTableData {
  const parts = names.map((name) => (typeof name === "string" ? Buffer.from(name) : Buffer.from(name.base64, "base64")))
  const nameStarts = new Uint32Array(names.length + 1)
  for (const [id, { length }] of parts.entries()) nameStarts[id + 1] = (nameStarts[id] ?? 0) + length
  return {
    count: names.length,
    parents: Uint32Array.from(parents),
    nameStarts,
    names: new Uint8Array(Buffer.concat(parts)),
  }
}

/** Numbers of a column that is kept in fewer bits; what does not fit must not become another number. */
function narrow<T extends Uint8Array | Uint16Array | Uint32Array>(numbers: readonly number[], column: T): T {
  column.set(numbers)
  const index = numbers.findIndex((each, row) => column[row] !== each)
  if (index >= 0) throw new RangeError(`a number of row ${index} is too large`)
  return column
}

/** Number of a word in our list; of one that the document does not have, one past its end, which the check refuses. */
function numberIn<T extends string>(words: readonly T[], word: T | undefined): number {
  return word === undefined ? words.length : words.indexOf(word)
}

/**
 * A ledger from a document.
 * @throws RangeError or ZodError, with what is wrong
 */
export function parseLedger(value: unknown): Ledger {
  const { image, layers, packages, paths, rows, ...lists } = ledgerSchema.parse(value)
  const data = tableData(paths)
  const wrong = wrongPaths(data)
  if (wrong !== undefined) throw new RangeError(wrong)
  const ledger: Ledger = {
    image,
    layers,
    packages,
    paths: PathTable.from(data),
    rows: {
      bytes: Float64Array.from(rows.bytes),
      layer: narrow(rows.layer, new Uint16Array(rows.layer.length)),
      path: narrow(rows.path, new Uint32Array(rows.path.length)),
      package: narrow(rows.package, new Uint32Array(rows.package.length)),
      category: Uint8Array.from(rows.category, (each) => numberIn(categories, lists.categories[each])),
      state: Uint8Array.from(rows.state, (each) => numberIn(rowStates, lists.states[each])),
    },
  }
  const wrongRows = wrongLedger(ledger)
  if (wrongRows !== undefined) throw new RangeError(wrongRows)
  return ledger
}
