import { categories } from "../../../ledger/index.ts"
import type { ImageFiles } from "../../image-files.ts"
import { PathRules } from "../path-rules.ts"
import { categoryRules } from "./category-rules.ts"

const patterns = categoryRules.flatMap(({ category, paths }) => paths.map((path) => ({ category, path })))
const rules = new PathRules(patterns.map(({ path }) => path))
/** Number of the category for each number that `rules` gives; of no rule it is the ordinary one. */
const categoryOf = [0, ...patterns.map(({ category }) => categories.indexOf(category))]

/** Number of the category of each row, by its path alone. */
export function categorize({ paths, rows }: ImageFiles): Uint8Array {
  const matched = rules.match(paths)
  const category = new Uint8Array(rows.path.length)
  for (let row = 0; row < category.length; row++) category[row] = categoryOf[matched[rows.path[row] ?? 0] ?? 0] ?? 0
  return category
}
