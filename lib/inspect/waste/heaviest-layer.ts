import type { ImageFiles } from "../image-files.ts"

/** The layer that stores most bytes of some rows; the lowest of equal ones. */
export function heaviestLayer({ rows: { bytes, layer } }: ImageFiles, rows: readonly number[]): number {
  const sums = new Map<number, number>()
  for (const row of rows) sums.set(layer[row] ?? 0, (sums.get(layer[row] ?? 0) ?? 0) + (bytes[row] ?? 0))
  const [[heaviest = 0] = []] = [...sums].sort(([a, one], [b, other]) => other - one || a - b)
  return heaviest
}
