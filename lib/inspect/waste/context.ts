import type { LedgerLayer } from "../../ledger/ledger.ts"
import type { Attribution } from "../attribute/attribution.ts"
import type { ContentFacts } from "../contents/content-facts.ts"
import type { ImageFiles } from "../image-files.ts"

/** What finders of waste start from. */
export interface Context {
  readonly files: ImageFiles
  readonly attribution: Attribution
  readonly layers: readonly LedgerLayer[]
}

/** And those that know contents. */
export interface ContentContext extends Context {
  readonly contents: ContentFacts
  /** 1 for each row that another finding frees already: what stays should be none of them. */
  readonly freed: Uint8Array
}
