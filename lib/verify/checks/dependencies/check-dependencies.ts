import type { BaselineFacts } from "../../baseline/facts.ts"
import type { ImageTree } from "../../image-tree.ts"
import type { Found } from "../../types.ts"
import { debianDependencies } from "./debian-dependencies.ts"
import { npmDependencies } from "./npm-dependencies.ts"
import { pythonDependencies } from "./python-dependencies.ts"

/** What installed packages say that they need of other packages, by the managers' own records. */
export function checkDependencies(tree: ImageTree, baseline: BaselineFacts | undefined): Found {
  const found = [debianDependencies(tree), pythonDependencies(tree, baseline), npmDependencies(tree)]
  return {
    looked: found.reduce((sum, { looked }) => sum + looked, 0),
    failures: found.flatMap(({ failures }) => failures),
  }
}
