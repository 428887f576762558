import type { Attribution } from "../attribute/attribution.ts"
import type { EntryColumns } from "../image-files.ts"

const most = 3

/** Names of the packages with the most bytes among some rows, at most three. */
export function heaviestOwners(
  { bytes }: Pick<EntryColumns, "bytes">,
  { packages, package: owners }: Pick<Attribution, "packages" | "package">,
  rows: Iterable<number>,
): readonly string[] {
  const sums = new Map<number, number>()
  for (const row of rows) {
    const owner = owners[row] ?? 0
    if (owner !== 0) sums.set(owner, (sums.get(owner) ?? 0) + (bytes[row] ?? 0))
  }
  const heaviest = [...sums].sort(([, a], [, b]) => b - a).slice(0, most)
  return heaviest.flatMap(([owner]) => packages[owner]?.name ?? [])
}
