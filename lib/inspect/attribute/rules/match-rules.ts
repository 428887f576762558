import type { PathTableData } from "../../../ledger/path-table.ts"
import { categoryPatterns } from "../category/category-rules.ts"
import { generatedPatterns } from "../generated-files.ts"
import { treePatterns } from "../image/image-trees.ts"
import { PathRules } from "./path-rules.ts"

const rules = new PathRules(
  [categoryPatterns, generatedPatterns, treePatterns].map((list) => list.map(({ path }) => path)),
)

/** For each path, the number of the rule that holds for it, counted from 1 in the lists of patterns; 0 for none. */
export interface MatchedRules {
  readonly category: Uint16Array
  readonly generated: Uint16Array
  readonly tree: Uint16Array
}

/** Matches all tables of path patterns in one go: looking at names is most of the work. */
export function matchRules(paths: PathTableData): MatchedRules {
  const none = new Uint16Array(0)
  const [category = none, generated = none, tree = none] = rules.match(paths)
  return { category, generated, tree }
}
