import type { Ledger, LedgerPackage } from "../../ledger/index.ts"
import { packageSums } from "../package-sums.ts"
import { packageUrl } from "./package-url.ts"

/** A package as both formats list it. */
export interface ListedPackage {
  /** Number of the package in the ledger, which makes it unique within a document. */
  readonly number: number
  readonly owner: LedgerPackage
  readonly url: string | undefined
  readonly bytes: number
}

/** Every package of an image, also one that has no files of its own. */
export function listedPackages(ledger: Ledger, distribution: string | undefined): readonly ListedPackage[] {
  return packageSums(ledger)
    .map(({ owner, bytes }, number) => ({ number, owner, bytes, url: packageUrl(owner, distribution) }))
    .filter(({ owner }) => owner.ecosystem !== "none" && owner.name !== "")
}
