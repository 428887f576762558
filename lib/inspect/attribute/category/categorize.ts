import { categories } from "../../../ledger/index.ts"
import { categoryPatterns } from "./category-rules.ts"

/** Number of the category for each number of a rule; of no rule it is the ordinary one. */
const categoryOf = Uint8Array.from([0, ...categoryPatterns.map(({ category }) => categories.indexOf(category))])

/**
 * Number of the category of each row, by its path alone.
 * @param paths number of the path of each row
 * @param matched number of the rule of each path
 */
export function categorize(paths: Uint32Array, matched: Uint16Array): Uint8Array {
  const category = new Uint8Array(paths.length)
  for (let row = 0; row < category.length; row++) category[row] = categoryOf[matched[paths[row] ?? 0] ?? 0] ?? 0
  return category
}
