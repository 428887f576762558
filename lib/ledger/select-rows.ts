import { type Category, categories, type Ledger, type RowState, rowCount, rowStates } from "./ledger.ts"
import { matchPaths } from "./match-paths.ts"

/** Which rows are meant; what is not said does not limit. */
export interface RowFilter {
  /** A path, with all below it; or a pattern (`matchPaths`). */
  readonly within?: string
  /** Number of a layer. */
  readonly layer?: number
  /** Number of a package. */
  readonly package?: number
  readonly category?: Category
  readonly state?: RowState
}

/** Whether a row is meant, as a function for one pass over all rows. */
export function rowTest({ rows, paths }: Ledger, filter: RowFilter): (row: number) => boolean {
  const inside = filter.within === undefined ? undefined : matchPaths(paths, filter.within)
  const layer = filter.layer ?? -1
  const owner = filter.package ?? -1
  const category = filter.category === undefined ? -1 : categories.indexOf(filter.category)
  const state = filter.state === undefined ? -1 : rowStates.indexOf(filter.state)
  return (row) =>
    (layer < 0 || rows.layer[row] === layer) &&
    (owner < 0 || rows.package[row] === owner) &&
    (category < 0 || rows.category[row] === category) &&
    (state < 0 || rows.state[row] === state) &&
    (inside === undefined || inside[rows.path[row] ?? 0] === 1)
}

/** Numbers of the rows that are meant, in order. */
export function selectRows(ledger: Ledger, filter: RowFilter): Uint32Array {
  const isMeant = rowTest(ledger, filter)
  const selected = new Uint32Array(rowCount(ledger))
  let count = 0
  for (let row = 0; row < selected.length; row++) if (isMeant(row)) selected[count++] = row
  return selected.slice(0, count)
}

/** Unpacked bytes of the rows that are meant. */
export function sumBytes(ledger: Ledger, filter: RowFilter = {}): number {
  const isMeant = rowTest(ledger, filter)
  const { bytes } = ledger.rows
  let sum = 0
  for (let row = 0; row < bytes.length; row++) if (isMeant(row)) sum += bytes[row] ?? 0
  return sum
}
