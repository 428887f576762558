import type { BaselineFacts } from "../../baseline/facts.ts"
import type { ImageTree } from "../../image-tree.ts"
import type { Failure, Found } from "../../types.ts"
import { failureOf } from "../failure.ts"
import { isCondas } from "../is-condas.ts"
import { type Distribution, distributions, normalName } from "./distributions.ts"

/** Folders that interpreters search together: Debian's have several. */
const shared = /^\/usr\/(?:local\/)?lib\/python3[^/]*\/(?:dist|site)-packages$/

const groupOf = (tree: ImageTree, { site }: Distribution): string =>
  shared.test(tree.name(site)) ? "shared" : tree.name(site)

/** Debian splits and patches distributions, and its own dependencies say what they need. */
const debianModules = "/usr/lib/python3/dist-packages"

/** Names that a distribution requires whatever the machine: what has a marker is left to pip itself. */
function requirements(tree: ImageTree, { metadata, site }: Distribution): readonly string[] {
  if (tree.name(site) === debianModules || isCondas(tree, metadata)) return []
  const [header = ""] = tree.text(metadata).split(/\n\r?\n/)
  return [...header.matchAll(/^Requires-Dist:\s*([A-Za-z0-9._-]+)([^\n]*)$/gm)].flatMap(([, name = "", rest = ""]) =>
    rest.includes(";") ? [] : [normalName(name)],
  )
}

/** Modules of a distribution that still show although its metadata is gone. */
function leftBehind(tree: ImageTree, { name, site }: Distribution): number | undefined {
  const module = name.replaceAll("-", "_")
  return tree.resolve(`${module}/__init__.py`, site) ?? tree.resolve(`${module}.py`, site)
}

/** Distributions of the baseline that are not known here, by where they would be. */
function lostSince(tree: ImageTree, baseline: BaselineFacts | undefined): readonly Distribution[] {
  if (!baseline) return []
  return baseline.distributions.flatMap(({ name, site, metadata }) => {
    const here = tree.at(site)
    if (here === undefined) return []
    const at = tree.at(metadata)
    return at !== undefined && tree.shows(at) ? [] : [{ name, site: here, metadata: at ?? here }]
  })
}

/** Python distributions that require one that is not installed, or whose modules are there and whose metadata is gone. */
export function pythonDependencies(tree: ImageTree, baseline: BaselineFacts | undefined): Found {
  const { installed, gone } = distributions(tree)
  const present = new Set(installed.map((each) => `${groupOf(tree, each)} ${each.name}`))
  const failures: Failure[] = []
  for (const each of installed) {
    for (const name of requirements(tree, each)) {
      if (present.has(`${groupOf(tree, each)} ${name}`)) continue
      const removed = gone.find((other) => other.name === name)
      failures.push({
        key: `requires ${tree.name(each.site)} ${each.name} ${name}`,
        message: `${each.name} requires ${name}, which is not installed in ${tree.name(each.site)}`,
        owner: each.name,
        ...(removed ? { cause: tree.whoRemoved(removed.metadata) ?? "" } : {}),
      })
    }
  }
  const lost = new Map([...gone, ...lostSince(tree, baseline)].map((each) => [`${each.site} ${each.name}`, each]))
  for (const each of lost.values()) {
    const module = leftBehind(tree, each)
    if (module === undefined || present.has(`${groupOf(tree, each)} ${each.name}`)) continue
    const cause = tree.whoRemoved(each.metadata)
    failures.push(
      failureOf(tree, module, {
        key: `metadata ${tree.name(each.site)} ${each.name}`,
        message: `${tree.name(module)} is there and the metadata of ${each.name} is not: importlib.metadata and pip do not know it`,
        ...(cause === undefined ? {} : { cause }),
      }),
    )
  }
  return { looked: installed.length, failures }
}
