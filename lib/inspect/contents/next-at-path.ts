import { entryKinds, type ImageFiles, noRow } from "../image-files.ts"

const whiteout = entryKinds.indexOf("whiteout")

/** For each row, the next one at the same path, of a later layer as a rule; `noRow` where it is the last. */
export function nextAtPath({ rows, paths }: Pick<ImageFiles, "rows" | "paths">): Uint32Array {
  const last = new Uint32Array(paths.count).fill(noRow)
  const next = new Uint32Array(rows.path.length).fill(noRow)
  for (let row = next.length - 1; row >= 0; row--) {
    if (rows.kind[row] === whiteout) continue
    const path = rows.path[row] ?? 0
    next[row] = last[path] ?? noRow
    last[path] = row
  }
  return next
}
