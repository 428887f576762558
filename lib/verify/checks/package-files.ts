import { z } from "zod"
import { type Category, categories } from "../../ledger/ledger.ts"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { isCondas } from "./is-condas.ts"
import { isOptionalPath } from "./optional-paths.ts"

const optionalCategories: ReadonlySet<Category> = new Set(["documentation", "manual-page", "locale"])

const dpkgList = /^\/var\/lib\/dpkg\/info\/(.+)\.list$/
const condaMeta = /^(.*)\/conda-meta\/([^/]+)\.json$/
/** Where interpreters look: a copy in a cache, or what another distribution carries, is nobody's installation. */
const record = /^(.*\/(?:site|dist)-packages\/)[^/]+\.dist-info\/RECORD$/
/** Debian's own modules: dpkg's list says what is there, and RECORD what was before Debian moved it. */
const debianModules = "/usr/lib/python3/dist-packages/"
/** pip writes bytecode after RECORD, and uninstalls without it. */
const regenerated = /\.pyc$|\/__pycache__(?:\/|$)|\.dist-info\/(INSTALLER|REQUESTED|direct_url\.json)$/

interface Listed {
  readonly owner: string
  readonly paths: readonly string[]
}

/**
 * Where dpkg put what a package lists elsewhere (dpkg-divert(1)): lines of three, the path, where it is now, and the
 * package that wanted the path for itself.
 */
function diversions(tree: ImageTree): ReadonlyMap<string, { readonly to: string; readonly by: string }> {
  const file = tree.resolve("/var/lib/dpkg/diversions")
  const lines = file === undefined ? [] : tree.text(file).split("\n")
  const found = new Map<string, { readonly to: string; readonly by: string }>()
  for (let at = 0; at + 2 < lines.length; at += 3)
    found.set(lines[at] ?? "", { to: lines[at + 1] ?? "", by: lines[at + 2] ?? "" })
  return found
}

const condaFiles = z.object({ files: z.array(z.string()) })

/** Files that conda says a package has, from its prefix; `undefined` for what is no such document. */
function condaList(text: string): readonly string[] | undefined {
  try {
    return condaFiles.parse(JSON.parse(text)).files
  } catch {
    return undefined
  }
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
  const [, prefix, conda = ""] = condaMeta.exec(name) ?? []
  if (prefix !== undefined) {
    const files = condaList(tree.text(path))
    return files && { owner: conda, paths: files.map((file) => `${prefix}/${file}`) }
  }
  const [, folder] = record.exec(name) ?? []
  if (folder === undefined || folder === debianModules || isCondas(tree, path)) return undefined
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

/** Files that an installed package lists and that are not there: dpkg's lists, Python's RECORD, conda-meta. */
export function checkPackageFiles(tree: ImageTree): Found {
  const failures: Failure[] = []
  const diverted = diversions(tree)
  let looked = 0
  for (const path of tree.paths("file")) {
    const list = listOf(tree, path)
    if (!list) continue
    const [debian = ""] = list.owner.split(":")
    for (const listed of list.paths) {
      looked++
      const diversion = diverted.get(listed)
      const file = diversion === undefined || diversion.by === debian ? listed : diversion.to
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
