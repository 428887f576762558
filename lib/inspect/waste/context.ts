import type { LedgerLayer } from "../../ledger/ledger.ts"
import type { Attribution } from "../attribute/attribution.ts"
import type { ContentFacts } from "../contents/content-facts.ts"
import { type ImageFiles, noRow, type PlacedEntries } from "../image-files.ts"
import type { Copies } from "./copied-rows.ts"

/** What finders of waste start from that only look at entries, whoever owns them. */
export interface Context {
  readonly files: PlacedEntries
  /** Number in `categories` of lib/ledger, for each row. */
  readonly category: Uint8Array
  readonly layers: readonly LedgerLayer[]
  readonly copies: Copies
}

/** The layer whose step made a file, below all that only copied it up. Bytes still count where they are stored. */
export function makerOf({ files, copies }: Context, row: number): number {
  let made = row
  for (let copied = copies.of[made] ?? noRow; copied !== noRow; copied = copies.of[made] ?? noRow) made = copied
  return files.rows.layer[made] ?? 0
}

/** And those that know contents. */
export interface ContentContext extends Context {
  readonly files: ImageFiles
  readonly attribution: Attribution
  readonly contents: ContentFacts
  /** 1 for each row that another finding frees already: what stays should be none of them. */
  readonly freed: Uint8Array
}
