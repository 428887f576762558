import { generatedPatterns } from "./generated-files.ts"
import { nobody, type Owners } from "./owners.ts"

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

/** Gives what the scripts of packages made to the package that is installed. @param matched number of the rule of each path */
export function claimGenerated(matched: Uint16Array, owners: Owners): void {
  const ownerOf = [nobody, ...generatedPatterns.map(({ packages }) => ownerAmong(packages, owners))]
  for (let path = 1; path < matched.length; path++) {
    const owner = ownerOf[matched[path] ?? 0] ?? nobody
    if (owner !== nobody) owners.claim(path, owner)
  }
}
