import type { InspectedImage } from "../../../lib/inspect/index.ts"
import { type Ecosystem, type LedgerPackage, unowned } from "../../../lib/ledger/index.ts"
import type { Listed } from "./ask.ts"
import { ownRoot } from "./own-entries.ts"

/** Who comes first where several list one path, as the documentation of `inspect` says. */
const precedence: readonly Ecosystem[] = ["dpkg", "conda", "python", "npm"]

/** A file whose owner the package managers and the ledger name differently, or that only the ledger gives to one. */
export interface OwnerDifference {
  readonly path: string
  readonly bytes: number
  readonly ledger: LedgerPackage
  readonly listed: readonly Listed[]
}

export interface EcosystemTruth {
  readonly ecosystem: Ecosystem
  readonly packages: number
  /** Files and links that its package manager lists and the image has. */
  readonly files: number
  /** Bytes of those, and the part that the ledger gives to this ecosystem, and to one that comes first. */
  readonly listedBytes: number
  readonly sameBytes: number
  readonly earlierBytes: number
}

export interface OwnersTruth {
  readonly ecosystems: readonly EcosystemTruth[]
  /** Listed files that the ledger gives to another. */
  readonly others: readonly OwnerDifference[]
  /** Files of packages in the ledger that no package manager lists. */
  readonly beyond: readonly OwnerDifference[]
}

export function sameOwner({ ecosystem, name, version }: LedgerPackage, listed: Listed): boolean {
  return ecosystem === listed.ecosystem && `${name} ${version}` === listed.owner
}

/** Who lists each path: by itself, or by the nearest folder of a package that has all in it. */
function listersOf(listed: readonly Listed[], places: readonly string[]): (path: string) => readonly Listed[] {
  const byPath = new Map<string, Listed[]>()
  for (const [index, found] of listed.entries()) {
    const path = places[index] ?? ""
    byPath.set(path, [...(byPath.get(path) ?? []), found])
  }
  const foldersAt = (path: string) => byPath.get(path)?.filter(({ isFolder }) => isFolder) ?? []
  return (path) => {
    const files = byPath.get(path)?.filter(({ isFolder }) => !isFolder) ?? []
    let folder = path
    while (folder !== "" && foldersAt(folder).length === 0)
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")))
    return [...files, ...(folder === "" ? [] : foldersAt(folder))]
  }
}

/**
 * Compares the owner of every file that shows with what package managers say.
 * @param places where each listed path really is (`walkRoot`)
 */
export function compareOwners(
  { files, ledger }: InspectedImage,
  listed: readonly Listed[],
  places: readonly string[],
): OwnersTruth {
  const listers = listersOf(listed, places)
  const asked = precedence.filter((name) => listed.some(({ ecosystem }) => ecosystem === name))
  const sums = new Map(asked.map((name) => [name, { files: 0, listedBytes: 0, sameBytes: 0, earlierBytes: 0 }]))
  const others: OwnerDifference[] = []
  const beyond: OwnerDifference[] = []
  for (const { path, kind, bytes, row } of ownRoot(files)) {
    if (kind === "directory") continue
    const owner = ledger.packages[ledger.rows.package[row] ?? 0] ?? unowned
    const names = listers(path)
    const first = precedence.find((name) => names.some(({ ecosystem }) => ecosystem === name))
    const isSame = names.some((name) => name.ecosystem === first && sameOwner(owner, name))
    if (names.length === 0 && asked.includes(owner.ecosystem)) beyond.push({ path, bytes, ledger: owner, listed: [] })
    if (names.length > 0 && !isSame) others.push({ path, bytes, ledger: owner, listed: names })
    for (const ecosystem of new Set(names.map((name) => name.ecosystem))) {
      const sum = sums.get(ecosystem)
      if (!sum) continue
      sum.files++
      sum.listedBytes += bytes
      if (owner.ecosystem === ecosystem) sum.sameBytes += bytes
      else if (isSame) sum.earlierBytes += bytes
    }
  }
  const ecosystems = [...sums].map(([ecosystem, sum]) => {
    const packages = new Set(listed.filter((name) => name.ecosystem === ecosystem).map(({ owner }) => owner)).size
    return { ecosystem, packages, ...sum }
  })
  return { ecosystems, others, beyond }
}
