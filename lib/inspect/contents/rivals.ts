import { rowStates } from "../../ledger/ledger.ts"
import { entryKinds, type ImageFiles, noRow } from "../image-files.ts"
import { liesWhole } from "./lies-whole.ts"
import { nextAtPath } from "./next-at-path.ts"

const file = entryKinds.indexOf("file")
const visible = rowStates.indexOf("visible")

/** Files that show, by size, where several have one. */
function sizeRivals({ rows }: ImageFiles, isCandidate: (row: number) => boolean): readonly (readonly number[])[] {
  const bySize = new Map<number, number[]>()
  for (let row = 0; row < rows.kind.length; row++) {
    if (rows.state[row] !== visible || !isCandidate(row)) continue
    const size = rows.bytes[row] ?? 0
    const same = bySize.get(size)
    if (same) same.push(row)
    else bySize.set(size, [row])
  }
  return [...bySize.values()].filter(({ length }) => length > 1)
}

/** Hidden files with what is at their path after them, where that is as large. */
function copyRivals(files: ImageFiles, isCandidate: (row: number) => boolean): readonly (readonly number[])[] {
  const { rows } = files
  const next = nextAtPath(files)
  const pairs: (readonly number[])[] = []
  for (let row = 0; row < next.length; row++) {
    if (rows.state[row] === visible || !isCandidate(row)) continue
    const later = next[row] ?? noRow
    const content = later === noRow ? noRow : (rows.content[later] ?? noRow)
    if (content === noRow || content === row || rows.bytes[content] !== rows.bytes[row]) continue
    if (isCandidate(content)) pairs.push([row, content])
  }
  return pairs
}

/**
 * Sets of files of one size that may be equal, which only their contents say. A file is compared if it has `least` bytes or
 * more and
 *
 * - shows, and another that shows has the same size, or
 * - is hidden by a file of the same path and size.
 */
export function rivalsOf(files: ImageFiles, least: number): readonly (readonly number[])[] {
  const { rows } = files
  const leastBytes = Math.max(1, least)
  const isCandidate = (row: number): boolean =>
    rows.kind[row] === file && (rows.bytes[row] ?? 0) >= leastBytes && liesWhole(files, row)
  return [...sizeRivals(files, isCandidate), ...copyRivals(files, isCandidate)]
}
