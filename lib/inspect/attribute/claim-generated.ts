import type { PathTable } from "../../ledger/index.ts"
import { generatedFiles } from "./generated-files.ts"
import { nobody, type Owners } from "./owners.ts"
import { PathRules } from "./path-rules.ts"

const entries = generatedFiles.flatMap(({ paths, packages }) => paths.map((path) => ({ path, packages })))
const rules = new PathRules(entries.map(({ path }) => path))
const ecosystems = ["dpkg", "rpm", "apk"] as const

function ownerAmong(packages: readonly string[], owners: Owners): number {
  for (const name of packages) {
    for (const ecosystem of ecosystems) {
      const owner = owners.find(ecosystem, name)
      if (owner !== undefined) return owner
    }
  }
  return nobody
}

/** Gives what the scripts of packages made to the package that is installed. */
export function claimGenerated(paths: PathTable, owners: Owners): void {
  const ownerOf = [nobody, ...entries.map(({ packages }) => ownerAmong(packages, owners))]
  const matched = rules.match(paths)
  for (let path = 1; path < matched.length; path++) {
    const owner = ownerOf[matched[path] ?? 0] ?? nobody
    if (owner !== nobody) owners.claim(path, owner)
  }
}
