import type { PlacedEntries } from "../../image-files.ts"
import { categorize } from "../category/categorize.ts"
import { matchRules } from "./match-rules.ts"

/** What rules say of entries by their paths, kinds and modes, whoever owns them. */
export interface RuledEntries {
  /** Number in `categories` of lib/ledger, for each row. */
  readonly category: Uint8Array
  /** For each path, the number of the rule in `generatedPatterns` that holds, counted from 1; 0 for none. */
  readonly generated: Uint16Array
  /** The same in `treePatterns`. */
  readonly tree: Uint16Array
}

export function applyRules({ paths, rows }: Pick<PlacedEntries, "paths" | "rows">): RuledEntries {
  const { category, generated, tree } = matchRules(paths.data)
  return { category: categorize(rows, category), generated, tree }
}
