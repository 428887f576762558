import { glob, globPart } from "../../glob.ts"
import type { ImageTree } from "../../image-tree.ts"
import type { Failure, Found } from "../../types.ts"
import { failureOf } from "../failure.ts"
import { type Linking, linkingOf, loadedBy, objectAt } from "../libraries/linking.ts"
import { nameServices } from "./name-services.ts"
import table from "./openers.json" with { type: "json" }
import { pamModules } from "./pam-modules.ts"

/** A program or library, and what it opens by name while it runs: no header of it says so. */
export interface Opener {
  /** A file's name, or a pattern of its path. */
  readonly opener: string
  /** Of a list one is enough; see `isThere` for where they are looked for. */
  readonly opens: readonly (string | readonly string[])[]
  /** Variable of the image's environment that stands for `{}`; where it is not set nothing is opened. */
  readonly fromEnv?: string
  readonly why: string
  readonly source: string
}

/** Whether a file is beside its opener or at a path from there, or is where the loader finds it for the opener. */
function isThere(linking: Linking, path: number, name: string): boolean {
  const { tree } = linking
  // A link and what it leads to may lie in different folders.
  const end = tree.follow(path) ?? path
  const folders = [tree.folder(path), tree.folder(end)]
  if (folders.some((folder) => glob(tree, name, folder).some((found) => tree.follow(found) !== undefined))) return true
  const object = objectAt(linking, end)
  return object !== undefined && !name.includes("/") && loadedBy(linking, name, { path: end, object }) !== undefined
}

/** Who took it away: the file itself, or the last of a pattern's that were there. */
function causeOf(tree: ImageTree, path: number, name: string): string | undefined {
  const at = tree.at(name, tree.folder(tree.follow(path) ?? path))
  const last = name.slice(name.lastIndexOf("/") + 1)
  const named = last.includes("*") ? tree.everLike(globPart(last)) : tree.everNamed(last)
  const candidates = [...(at === undefined ? [] : [at]), ...named]
  return candidates.map((candidate) => tree.whoRemoved(candidate)).find((removed) => removed !== undefined)
}

function setting(tree: ImageTree, variable: string): string | undefined {
  const line = tree.files.config.env.find((each) => each.startsWith(`${variable}=`))
  return line?.slice(variable.length + 1) || undefined
}

function openersOf(tree: ImageTree, opener: string): readonly number[] {
  if (opener.startsWith("/")) return glob(tree, opener).filter((path) => tree.follow(path) !== undefined)
  return tree.everNamed(opener).filter((path) => tree.follow(path) !== undefined)
}

/** What programs and libraries of the image open by name while they run and is not there. */
export function checkDlopen(tree: ImageTree, openers: readonly Opener[] = table.openers): Found {
  const linking = linkingOf(tree)
  const failures: Failure[] = []
  let looked = 0
  for (const { opener, opens, fromEnv, why } of openers) {
    const value = fromEnv === undefined ? "" : setting(tree, fromEnv)
    if (value === undefined) continue
    for (const path of openersOf(tree, opener)) {
      for (const wanted of opens) {
        looked++
        const names = [wanted].flat().map((name) => name.replace("{}", value))
        if (names.some((name) => isThere(linking, path, name))) continue
        const cause = names.map((name) => causeOf(tree, path, name)).find((each) => each !== undefined)
        const key = `open ${tree.name(path)} ${names[0]}`
        const message = `${tree.name(path)} opens ${names.join(" or ")} by name, which is not there: ${why}`
        failures.push(failureOf(tree, path, { key, message, ...(cause === undefined ? {} : { cause }) }))
      }
    }
  }
  const configured = [nameServices(linking), pamModules(tree)]
  return {
    looked: looked + configured.reduce((sum, found) => sum + found.looked, 0),
    failures: [...failures, ...configured.flatMap((found) => found.failures)],
  }
}
