import type { Ledger } from "../../ledger/index.ts"

/** Bytes at and below each path, by path number: all layers together, hidden rows included. */
export function subtreeBytes({ paths, rows }: Ledger): Float64Array {
  const sums = new Float64Array(paths.count)
  for (let row = 0; row < rows.bytes.length; row++) {
    const path = rows.path[row] ?? 0
    sums[path] = (sums[path] ?? 0) + (rows.bytes[row] ?? 0)
  }
  // A node has a larger number than its folder: from the last to the first, each is complete when it is added.
  for (let id = paths.count - 1; id > 0; id--) {
    const parent = paths.parent(id)
    sums[parent] = (sums[parent] ?? 0) + (sums[id] ?? 0)
  }
  return sums
}
