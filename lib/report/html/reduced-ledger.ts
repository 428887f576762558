import type { LedgerLayer, LedgerPackage } from "../../ledger/index.ts"

/** Rows sorted by path, in columns of the same length. A row at a folder's own path stands for the smaller entries below it. */
export interface ReducedRows {
  readonly path: readonly number[]
  readonly layer: readonly number[]
  readonly package: readonly number[]
  readonly category: readonly number[]
  readonly state: readonly number[]
  readonly bytes: readonly number[]
  /** Rows of the ledger that are summed up here. */
  readonly entries: readonly number[]
}

/** What is left of a ledger for showing it; see `reduceLedger`. */
export interface ReducedLedger {
  readonly layers: readonly LedgerLayer[]
  readonly packages: readonly LedgerPackage[]
  /** Paths as a tree: node 0 is the root, and each folder comes right before all that is in it. */
  readonly nodes: {
    readonly parents: readonly number[]
    readonly names: readonly string[]
    /** Whether the node had anything below it. */
    readonly folders: readonly boolean[]
  }
  readonly rows: ReducedRows
}
