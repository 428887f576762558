import type { InspectedImage } from "../../../lib/inspect/index.ts"
import { type Ecosystem, type LedgerPackage, unowned } from "../../../lib/ledger/index.ts"
import type { Listed } from "./ask.ts"
import type { Listers } from "./listers.ts"
import { ownRoot, type ShownEntry } from "./own-entries.ts"

/** Who comes first where several list one path, as the documentation of `inspect` says. */
const precedence: readonly Ecosystem[] = ["dpkg", "conda", "python", "npm"]

/** A file whose owner the package managers and the ledger name differently, or that only the ledger gives to one. */
export interface OwnerDifference {
  readonly entry: ShownEntry
  readonly bytes: number
  readonly ledger: LedgerPackage
  readonly listed: readonly Listed[]
}

/** What a package manager lists, and whose that is in the ledger. A file that has several names counts once. */
export interface EcosystemTruth {
  readonly ecosystem: Ecosystem
  readonly packages: number
  /** Files and links that are listed and that the image has. */
  readonly files: number
  readonly listedBytes: number
  /** The part that the ledger gives to this ecosystem. */
  readonly sameBytes: number
  /** The part that one lists, too, which comes first. */
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

class Sums {
  files = 0
  listedBytes = 0
  sameBytes = 0
  earlierBytes = 0
  readonly #counted = new Set<number>()

  add({ content, bytes }: ShownEntry, isSame: boolean, isEarlier: boolean): void {
    this.files++
    if (bytes === 0 || this.#counted.has(content)) return
    this.#counted.add(content)
    this.listedBytes += bytes
    if (isSame) this.sameBytes += bytes
    if (isEarlier) this.earlierBytes += bytes
  }
}

/** Compares the owner of every file that shows with what package managers say. */
export function compareOwners(
  { files, ledger }: InspectedImage,
  listed: readonly Listed[],
  listers: Listers,
): OwnersTruth {
  const asked = precedence.filter((name) => listed.some(({ ecosystem }) => ecosystem === name))
  const sums = new Map(asked.map((name) => [name, new Sums()]))
  const others: OwnerDifference[] = []
  const beyond: OwnerDifference[] = []
  for (const entry of ownRoot(files)) {
    const { path, kind, bytes, row } = entry
    if (kind === "directory") continue
    const owner = ledger.packages[ledger.rows.package[row] ?? 0] ?? unowned
    const names = listers.of(path)
    const first = precedence.find((name) => names.some(({ ecosystem }) => ecosystem === name))
    const isSame = names.some((name) => name.ecosystem === first && sameOwner(owner, name))
    const difference = { entry, bytes, ledger: owner, listed: names }
    if (names.length === 0 && asked.includes(owner.ecosystem)) beyond.push(difference)
    if (names.length > 0 && !isSame) others.push(difference)
    for (const ecosystem of new Set(names.map((name) => name.ecosystem))) {
      sums.get(ecosystem)?.add(entry, owner.ecosystem === ecosystem, isSame && owner.ecosystem !== ecosystem)
    }
  }
  const ecosystems = [...sums].map(([ecosystem, { files, listedBytes, sameBytes, earlierBytes }]) => {
    const packages = new Set(listed.filter((name) => name.ecosystem === ecosystem).map(({ owner }) => owner)).size
    return { ecosystem, packages, files, listedBytes, sameBytes, earlierBytes }
  })
  return { ecosystems, others, beyond }
}
