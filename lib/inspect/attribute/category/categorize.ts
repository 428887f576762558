import { categories } from "../../../ledger/ledger.ts"
import { type EntryColumns, entryKinds } from "../../image-files.ts"
import { categoryPatterns } from "./category-rules.ts"

/** Number of the category for each number of a rule; of no rule it is the ordinary one. */
const categoryOf = Uint8Array.from([0, ...categoryPatterns.map(({ category }) => categories.indexOf(category))])

const file = entryKinds.indexOf("file")
const program = categories.indexOf("program")
const mayExecute = 0o111

/**
 * Number of the category of each row: by its path; a file whose path says nothing is a program if it may be executed,
 * as in `usr/lib/git-core`.
 * @param matched number of the rule of each path
 */
export function categorize({ path, kind, mode }: EntryColumns, matched: Uint16Array): Uint8Array {
  const category = new Uint8Array(path.length)
  for (let row = 0; row < category.length; row++) {
    const byPath = categoryOf[matched[path[row] ?? 0] ?? 0] ?? 0
    const isProgram = byPath === 0 && kind[row] === file && ((mode[row] ?? 0) & mayExecute) !== 0
    category[row] = isProgram ? program : byPath
  }
  return category
}
