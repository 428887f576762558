import { type Context, makerOf } from "./context.ts"

/** The layer whose step made most bytes of some rows; the lowest of equal ones. */
export function heaviestLayer(context: Context, rows: readonly number[]): number {
  const sums = new Map<number, number>()
  for (const row of rows) {
    const layer = makerOf(context, row)
    sums.set(layer, (sums.get(layer) ?? 0) + (context.files.rows.bytes[row] ?? 0))
  }
  const [[heaviest = 0] = []] = [...sums].sort(([a, one], [b, other]) => other - one || a - b)
  return heaviest
}
