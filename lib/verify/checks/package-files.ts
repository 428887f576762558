import { type Category, categories } from "../../ledger/ledger.ts"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { isOptionalPath } from "./optional-paths.ts"

const optionalCategories: ReadonlySet<Category> = new Set(["documentation", "manual-page", "locale"])

const dpkgList = /^\/var\/lib\/dpkg\/info\/(.+)\.list$/
const record = /^(.*\/)[^/]+\.dist-info\/RECORD$/
/** pip writes bytecode after RECORD, and uninstalls without it. */
const regenerated = /\.pyc$|\/__pycache__\/|\.dist-info\/(INSTALLER|REQUESTED|direct_url\.json)$/

interface Listed {
  readonly owner: string
  readonly paths: readonly string[]
}

/** First field of a line of RECORD, which is CSV (PEP 376). */
function firstField(line: string): string {
  if (!line.startsWith('"')) return line.slice(0, line.indexOf(",") < 0 ? line.length : line.indexOf(","))
  return line.slice(1, line.indexOf('",')).replaceAll('""', '"')
}

/** What a package's own list says is installed; `undefined` for a file that is no such list. */
function listOf(tree: ImageTree, path: number): Listed | undefined {
  const name = tree.name(path)
  const [, debian] = dpkgList.exec(name) ?? []
  if (debian !== undefined)
    return {
      owner: debian,
      paths: tree
        .text(path)
        .split("\n")
        .filter((line) => line.length > 1),
    }
  const [, folder] = record.exec(name) ?? []
  if (folder === undefined) return undefined
  const lines = tree
    .text(path)
    .split("\n")
    .filter((line) => line !== "")
  const owner = name.slice(folder.length).replace(/\.dist-info\/RECORD$/, "")
  return { owner, paths: lines.map(firstField).map((file) => (file.startsWith("/") ? file : `${folder}${file}`)) }
}

function isOptional(tree: ImageTree, path: string): boolean {
  if (isOptionalPath(path) || regenerated.test(path)) return true
  const at = tree.at(path)
  return at !== undefined && optionalCategories.has(categories[tree.category(at)] ?? "other")
}

/** Files that an installed package lists and that are not there: dpkg's lists, Python's RECORD. */
export function checkPackageFiles(tree: ImageTree): Found {
  const failures: Failure[] = []
  let looked = 0
  for (const path of tree.paths("file")) {
    const list = listOf(tree, path)
    if (!list) continue
    for (const file of list.paths) {
      looked++
      const at = tree.at(file)
      if ((at !== undefined && tree.shows(at)) || isOptional(tree, file)) continue
      const cause = at === undefined ? undefined : tree.whoRemoved(at)
      failures.push({
        key: `file ${list.owner} ${file}`,
        message: `${list.owner} lists ${file}, which is not there`,
        owner: list.owner,
        ...(cause === undefined ? {} : { cause }),
      })
    }
  }
  return { looked, failures }
}
