import { rowStates } from "../../ledger/ledger.ts"
import type { ContentFacts } from "../contents/content-facts.ts"
import { nextAtPath } from "../contents/next-at-path.ts"
import { type EntryColumns, noRow, type PlacedEntries } from "../image-files.ts"

const visible = rowStates.indexOf("visible")

/**
 * Whether `later` only copies `earlier` up: of equal content where both were compared. Where they were not (small files,
 * or nobody asked), equal size with another owner or mode is taken for it, since the bytes freed are the same either way.
 */
function isCopy(rows: EntryColumns, contents: ContentFacts | undefined, earlier: number, later: number): boolean {
  if (rows.bytes[later] !== rows.bytes[earlier]) return false
  const [one, other] = [contents?.same[earlier] ?? 0, contents?.same[later] ?? 0]
  if (one !== 0 && other !== 0) return one === other
  return (
    rows.mode[later] !== rows.mode[earlier] ||
    rows.uid[later] !== rows.uid[earlier] ||
    rows.gid[later] !== rows.gid[earlier]
  )
}

/** Rows that store again what a lower layer has at the same path: chmod, chown, touch. `noRow` where there is none. */
export interface Copies {
  /** For each row, the one that it copies up. */
  readonly of: Uint32Array
  /** For each row, the one that copies it up. */
  readonly by: Uint32Array
}

export function copiedRows(files: PlacedEntries, contents: ContentFacts | undefined): Copies {
  const { rows } = files
  const next = nextAtPath(files)
  const of = new Uint32Array(next.length).fill(noRow)
  const by = new Uint32Array(next.length).fill(noRow)
  for (let row = 0; row < next.length; row++) {
    if (rows.bytes[row] === 0 || rows.state[row] === visible) continue
    const later = next[row] ?? noRow
    const content = later === noRow ? noRow : (rows.content[later] ?? noRow)
    if (content === noRow || content === row || rows.layer[content] === rows.layer[row]) continue
    if (!isCopy(rows, contents, row, content)) continue
    of[content] = row
    by[row] = content
  }
  return { of, by }
}
