import { posix } from "node:path"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { failureOf } from "./failure.ts"
import { isOptionalPath } from "./optional-paths.ts"

/** As the kernel's limit for symbolic links in one path (path_resolution(7)). */
const mostLinks = 40

/** What only a running container has. */
const runtimeFolders = ["/proc/", "/sys/", "/dev/", "/run/", "/var/run/", "/tmp/"]

/** Whether it is no fault that nothing is there: only a running container has it, or it was left out on purpose. */
function mayBeMissing(tree: ImageTree, link: number, target: string): boolean {
  const whole = posix.resolve(posix.dirname(tree.name(link)), target)
  return isOptionalPath(whole) || runtimeFolders.some((folder) => `${whole}/`.startsWith(folder))
}

/**
 * Whether no layer ever had what a link leads to, links behind it followed: packages ship links to what others may bring,
 * and links to those.
 */
function leadsToWhatNeverWas(tree: ImageTree, link: number): boolean {
  let at = link
  for (let links = 0; links < mostLinks; links++) {
    const target = tree.target(at)
    if (target === undefined) return !tree.shows(at) && tree.whoRemoved(at) === undefined
    const next = tree.at(target, tree.folder(at))
    if (next === undefined) return true
    at = next
  }
  return false
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
    if (tree.isPackaged(path) && leadsToWhatNeverWas(tree, path)) continue
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
