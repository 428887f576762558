import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { failureOf } from "./failure.ts"

const setId = 0o6000
const anyExecutable = 0o111

function lost(before: number, now: number): string | undefined {
  if ((before & setId & ~now) !== 0) return "its set-user-ID or set-group-ID bit"
  return (before & anyExecutable) !== 0 && (now & anyExecutable) === 0 ? "its permission to be run" : undefined
}

/** Files that could be run, or run as somebody else, in the baseline and no longer can. */
export function checkPermissions(tree: ImageTree, baseline: ImageTree | undefined): Found {
  if (!baseline) return { looked: 0, failures: [], skipped: "it compares with a baseline, and none was given" }
  const failures: Failure[] = []
  let looked = 0
  for (const path of tree.paths("file")) {
    const name = tree.name(path)
    const before = baseline.at(name)
    if (before === undefined || !baseline.shows(before)) continue
    looked++
    const what = lost(baseline.mode(before), tree.mode(path))
    if (what === undefined) continue
    failures.push(failureOf(tree, path, { key: `permission ${name}`, message: `${name} has lost ${what}` }))
  }
  return { looked, failures }
}
