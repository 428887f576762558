import { type Capability, type Need, needs } from "../capabilities.ts"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { findCommand, searchPath } from "./interpreters.ts"

/** Path of what meets a need, where something does. */
function met(tree: ImageTree, { kind, anyOf }: Need, path: readonly string[]): boolean {
  if (kind === "command")
    return anyOf.some((name) => findCommand(tree, name, [...path, ...venvFolders(tree)]) !== undefined)
  return anyOf.some((name) => tree.everNamed(name).some((at) => tree.follow(at) !== undefined))
}

/** Commands of virtual environments, which users start by their path or after activating one. */
function venvFolders(tree: ImageTree): readonly string[] {
  return tree
    .everNamed("pyvenv.cfg")
    .filter((at) => tree.shows(at))
    .map((at) => `${tree.name(tree.folder(at))}/bin`)
}

function causeOf(tree: ImageTree, { anyOf }: Need): string | undefined {
  for (const name of anyOf) {
    for (const path of tree.everNamed(name)) {
      const removed = tree.whoRemoved(path)
      if (removed !== undefined) return removed
    }
  }
  return undefined
}

/** What the capabilities that were asked for need and the image does not have. */
export function checkCapabilities(tree: ImageTree, wanted: readonly Capability[]): Found {
  if (wanted.length === 0) return { looked: 0, failures: [], skipped: "no capability was asked for" }
  const path = searchPath(tree)
  const failures: Failure[] = []
  let looked = 0
  for (const capability of wanted) {
    for (const need of needs[capability]) {
      looked++
      if (met(tree, need, path)) continue
      const [name = ""] = need.anyOf
      const cause = causeOf(tree, need)
      failures.push({
        key: `capability ${capability} ${name}`,
        message: `${capability} needs ${need.anyOf.join(" or ")}, which is not there: ${need.why}`,
        ...(cause === undefined ? {} : { cause }),
      })
    }
  }
  return { looked, failures }
}
