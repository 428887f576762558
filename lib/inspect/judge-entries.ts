import type { LedgerLayer } from "../ledger/ledger.ts"
import { PathTable, type SharedPathTable } from "../ledger/path-table.ts"
import { applyRules, type RuledEntries } from "./attribute/rules/apply-rules.ts"
import type { PlacedEntries } from "./image-files.ts"
import { type Draft, draftWaste } from "./waste/index.ts"

/** What entries say by themselves, whoever owns them and whatever they hold. */
export interface JudgedEntries extends RuledEntries {
  /** Waste, where it was asked for. */
  readonly drafts?: readonly Draft[]
}

/** Entries as another thread is told of them: the columns lie in memory that both see. */
export interface JudgingTask extends Omit<PlacedEntries, "paths"> {
  readonly paths: SharedPathTable
  /** With them waste is looked for. */
  readonly layers?: readonly LedgerLayer[]
}

/** Applies the rules and finds what is waste. Pure; runs in a worker while owners are looked for. */
export function judgeEntries({ paths, layers, ...columns }: JudgingTask): JudgedEntries {
  const entries: PlacedEntries = { ...columns, paths: PathTable.from(paths) }
  const ruled = applyRules(entries)
  if (!layers) return ruled
  const drafts = draftWaste(entries, ruled.category, layers)
  // An array of numbers takes longer to tell another thread.
  return { ...ruled, drafts: drafts.map((draft) => ({ ...draft, rows: Uint32Array.from(draft.rows) })) }
}
