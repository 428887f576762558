import { noRow } from "../../inspect/image-files.ts"
import type { BaselineFacts } from "../baseline/facts.ts"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { failureOf } from "./failure.ts"

const setId = 0o6000
const anyExecutable = 0o111
const othersRead = 0o004
const othersSearch = 0o001
/** Everybody writes there, and nobody deletes what is another's (hier(7)). */
const sharedFolders = ["/tmp", "/var/tmp"]
/** They do nothing for anybody but root without it (their manuals). */
const needSetUserId = ["/usr/bin/su", "/usr/bin/sudo", "/usr/bin/pkexec"]
/** What every user's programs load. */
const forEverybody = /^\/(usr\/)?(lib|lib64|local\/lib)\/.*\.(so(\.[\d.]+)?|pyc?)$/

function lost(before: number, now: number, isFolder: boolean): string | undefined {
  const missing = before & ~now
  if (isFolder) return (missing & othersSearch) !== 0 ? "the permission of others to enter it" : undefined
  if ((missing & setId) !== 0) return "its set-user-ID or set-group-ID bit"
  if ((before & anyExecutable) !== 0 && (now & anyExecutable) === 0) return "its permission to be run"
  return (missing & othersRead) !== 0 ? "the permission of others to read it" : undefined
}

function failed(tree: ImageTree, path: number, what: string): Failure {
  const name = tree.name(path)
  return failureOf(tree, path, {
    key: `permission ${name}`,
    message: `${name} ${what}`,
    cause: tree.whoWrote(path).sentence,
  })
}

/** What is wrong whatever another image has. */
function wrongAnyway(tree: ImageTree): ReadonlyMap<number, Failure> {
  const found: [number, Failure][] = []
  const say = (path: number, what: string) => found.push([path, failed(tree, path, what)])
  for (const name of sharedFolders) {
    const path = tree.resolve(name)
    if (path !== undefined && (tree.mode(path) & 0o1777) !== 0o1777 && tree.mode(path) !== 0)
      say(
        path,
        `has mode ${tree.mode(path).toString(8)} and not 1777: not everybody can write there, or anybody can delete`,
      )
  }
  for (const name of needSetUserId) {
    const path = tree.resolve(name)
    if (path !== undefined && (tree.mode(path) & setId) === 0) say(path, "has lost its set-user-ID or set-group-ID bit")
  }
  for (const path of tree.paths("file"))
    if ((tree.mode(path) & othersRead) === 0 && forEverybody.test(tree.name(path)))
      say(path, "has lost the permission of others to read it")
  return new Map(found)
}

/** Files and folders that users can no longer run, read or enter as in the baseline, or as anywhere. */
export function checkPermissions(tree: ImageTree, baseline: BaselineFacts | undefined): Found {
  const failures = new Map(wrongAnyway(tree))
  let looked = 0
  for (const [path, row] of tree.files.visible.entries()) {
    if (row === noRow || tree.target(path) !== undefined) continue
    looked++
    const before = baseline?.mode(tree.name(path))
    if (before === undefined) continue
    const what = lost(before, tree.mode(path), tree.isFolder(path))
    if (what !== undefined && !failures.has(path)) failures.set(path, failed(tree, path, `has lost ${what}`))
  }
  return { looked, failures: [...failures.values()] }
}
