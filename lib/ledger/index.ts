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
export { PathTable, type PathTableData } from "./path-table.ts"
