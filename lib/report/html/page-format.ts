import type { ReducedRows } from "./reduced-ledger.ts"

/** What the page is made of: columns, since they are a third of the size of objects. */
export interface PageData {
  readonly ref: string
  readonly categories: readonly string[]
  /** Number of the colour of each category. */
  readonly families: readonly number[]
  readonly ecosystems: readonly string[]
  readonly states: readonly string[]
  readonly layers: readonly { readonly step: string; readonly place: string }[]
  readonly packages: {
    readonly ecosystem: readonly number[]
    readonly name: readonly string[]
    readonly version: readonly string[]
    readonly location: readonly string[]
  }
  /** In an order in which a folder comes right before what is in it. A folder's name ends with a slash. */
  readonly nodes: { readonly parents: readonly number[]; readonly names: readonly string[] }
  readonly rows: ReducedRows
}
