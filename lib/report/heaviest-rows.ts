import { type Ledger, rowCount } from "../ledger/ledger.ts"

/** Rows with the most bytes, heaviest first; empty ones are none. */
export function heaviestRows(ledger: Ledger, most: number): readonly number[] {
  const { bytes } = ledger.rows
  const byBytes = (a: number, b: number): number => (bytes[b] ?? 0) - (bytes[a] ?? 0) || a - b
  let rows: number[] = []
  let least = 0
  for (let row = 0; row < rowCount(ledger); row++) {
    if ((bytes[row] ?? 0) <= least) continue
    rows.push(row)
    // Sorted only now and then, so that the pass stays linear.
    if (rows.length < most * 4) continue
    rows = rows.sort(byBytes).slice(0, most)
    least = bytes[rows[most - 1] ?? 0] ?? 0
  }
  return rows.sort(byBytes).slice(0, most)
}
