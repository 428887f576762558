import type { Listed } from "./ask.ts"
import type { OwnerDifference } from "./compare-owners.ts"

/** Says why the ledger gives a file to another than the package manager that lists it. */
export function explainOthers({ entry, ledger, listed }: OwnerDifference): string | undefined {
  const isOfDebs = ledger.ecosystem === "none" && listed.every(({ ecosystem }) => ecosystem === "dpkg")
  if (isOfDebs && (entry.kind === "symlink" || entry.path.startsWith("etc/")))
    return "link or configuration file of an image without dpkg: the only lists there have neither"
  const isInside = ({ ecosystem, path }: Listed): boolean =>
    ecosystem === "npm" && ledger.location?.startsWith(`${path.slice(1)}/`) === true
  // Such as what tests are tried on: `resolve/test/x/node_modules/y`. It has a name and a version all the same.
  if (ledger.ecosystem === "npm" && listed.some(isInside)) return "package within a package, where npm does not look"
  const isBelow = listed.every(({ isFolder }) => isFolder === true)
  if (ledger.ecosystem === "python" && isBelow) return "a distribution with a list, in the folder of a package"
  return undefined
}
