import { rowStates } from "../../ledger/ledger.ts"
import { entryKinds, noRow } from "../image-files.ts"
import type { Context } from "./context.ts"

const hardlink = entryKinds.indexOf("hardlink")
const visible = rowStates.indexOf("visible")

/**
 * Visible rows with bytes that are in `wanted` categories with all their hard links: conda's package cache is mostly hard
 * links to what is installed, and emptying it frees nothing of those.
 * @param wanted 1 for each number of `categories` that counts
 */
export function categorizedRows({ files: { rows }, category }: Context, wanted: Uint8Array): readonly number[] {
  const isIn = (row: number): boolean => wanted[category[row] ?? 0] === 1
  const spared = new Set<number>()
  for (let row = rows.kind.indexOf(hardlink); row >= 0; row = rows.kind.indexOf(hardlink, row + 1)) {
    const content = rows.content[row] ?? noRow
    if (content !== noRow && isIn(content) && !isIn(row)) spared.add(content)
  }
  const found: number[] = []
  for (let row = 0; row < rows.kind.length; row++) {
    if (!isIn(row) || rows.bytes[row] === 0 || rows.state[row] !== visible) continue
    if (!spared.has(row)) found.push(row)
  }
  return found
}
