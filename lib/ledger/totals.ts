import { groupRows, type TotalKind } from "./grouping.ts"
import type { Ledger } from "./ledger.ts"
import { type RowFilter, rowTest } from "./select-rows.ts"

/** The sum of some rows. */
export interface Total {
  /** Names the group among those of its kind, and in other ledgers: `dpkg:libc6`, `library`, `usr/lib`; a layer's number. */
  readonly key: string
  /** The same for people. */
  readonly label: string
  /** Unpacked bytes. */
  readonly bytes: number
  /** Number of rows. */
  readonly rows: number
}

export interface TotalsOptions extends RowFilter {
  /** Of `folder`: levels below `within`, or below the root. Default 1. */
  readonly depth?: number
}

/** Sums of a ledger's rows, heaviest first; groups without any row are left out. One pass over the rows. */
export function totals(ledger: Ledger, by: TotalKind, options: TotalsOptions = {}): readonly Total[] {
  const { depth, ...filter } = options
  const { column, groups, keys, labels } = groupRows(ledger, by, filter.within, depth)
  // Asked for each row only where some are left out.
  const isMeant = Object.keys(filter).length > 0 ? rowTest(ledger, filter) : undefined
  const bytes = new Float64Array(keys.length)
  const rows = new Uint32Array(keys.length)
  const rowBytes = ledger.rows.bytes
  for (let row = 0; row < rowBytes.length; row++) {
    if (isMeant && !isMeant(row)) continue
    const group = groups[column[row] as number] as number
    bytes[group] = (bytes[group] as number) + (rowBytes[row] as number)
    rows[group] = (rows[group] as number) + 1
  }
  return keys
    .map((key, group) => ({ key, label: labels[group] ?? key, bytes: bytes[group] ?? 0, rows: rows[group] ?? 0 }))
    .filter((total) => total.rows > 0)
    .sort((a, b) => b.bytes - a.bytes || (a.key < b.key ? -1 : 1))
}
