import type { OwnerDifference } from "./compare-owners.ts"

/** Says why the ledger gives a file to another than the package manager that lists it. */
export function explainOthers({ entry, ledger, listed }: OwnerDifference): string | undefined {
  const isOfDebs = ledger.ecosystem === "none" && listed.every(({ ecosystem }) => ecosystem === "dpkg")
  if (isOfDebs && (entry.kind === "symlink" || entry.path.startsWith("etc/")))
    return "link or configuration file of an image without dpkg: the only lists there have neither"
  return undefined
}
