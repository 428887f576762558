import { posix } from "node:path"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { failureOf } from "./failure.ts"
import { isOptionalPath } from "./optional-paths.ts"

/** What only a running container has. */
const runtimeFolders = ["/proc/", "/sys/", "/dev/", "/run/", "/var/run/", "/tmp/"]

/** Whether it is no fault that nothing is there: only a running container has it, or it was left out on purpose. */
function mayBeMissing(tree: ImageTree, link: number, target: string): boolean {
  const whole = posix.resolve(posix.dirname(tree.name(link)), target)
  return isOptionalPath(whole) || runtimeFolders.some((folder) => `${whole}/`.startsWith(folder))
}

/** Symbolic links that lead nowhere. */
export function checkLinks(tree: ImageTree): Found {
  const failures: Failure[] = []
  let looked = 0
  for (const path of tree.paths("symlink")) {
    looked++
    if (tree.follow(path) !== undefined) continue
    const target = tree.files.symlinks.get(tree.files.visible[path] ?? 0) ?? ""
    if (mayBeMissing(tree, path, target)) continue
    // Packages ship links to what others may bring; where no layer ever had the target, nothing broke.
    const end = tree.at(target, tree.folder(path))
    const wasNever = end === undefined || (!tree.shows(end) && tree.whoRemoved(end) === undefined)
    if (wasNever && tree.isPackaged(path)) continue
    const name = tree.name(path)
    failures.push(
      failureOf(tree, path, {
        key: `link ${name}`,
        message: `${name} leads to ${target}, which is not there`,
        missing: target,
      }),
    )
  }
  return { looked, failures }
}
