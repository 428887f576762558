export { type LookedFor, ledgerKey } from "./cache-key.ts"
export { chainIds } from "./chain-ids.ts"
export { type Change, type ChangeCause, changeCauses } from "./change.ts"
export { type DiffKind, type DiffOptions, diff, explainChange } from "./diff.ts"
export { type DiffDocument, diffDocument, diffSchema } from "./diff-document.ts"
export { type Drift, drift, type Family, type FamilyMember, family, type SharedLayer } from "./family.ts"
export { type TotalKind, totalKinds } from "./grouping.ts"
export { ledgerDocument, parseLedger } from "./json.ts"
export {
  type Category,
  categories,
  type Ecosystem,
  ecosystems,
  type Ledger,
  type LedgerColumns,
  type LedgerLayer,
  type LedgerPackage,
  type RowState,
  rowCount,
  rowStates,
  type SourcePlace,
  unowned,
} from "./ledger.ts"
export { type LedgerCacheOptions, loadLedger, saveLedger } from "./ledger-cache.ts"
export { encodeLedger, type LedgerFile } from "./ledger-file.ts"
export { type LedgerDocument, ledgerSchema } from "./ledger-schema.ts"
export { isPattern, matchPaths, tablePath } from "./match-paths.ts"
export { mergeLedgers } from "./merge.ts"
export { packageKey } from "./package-key.ts"
export { packageName } from "./package-name.ts"
export { PathTable, type PathTableData } from "./path-table.ts"
export { readLedgerFile } from "./read-ledger-file.ts"
export { type RowFilter, rowTest, selectRows, sumBytes } from "./select-rows.ts"
export { imageSizes, layerBytes, type Sizes, sumIfKnown } from "./sizes.ts"
export { type Total, type TotalsOptions, totals } from "./totals.ts"
