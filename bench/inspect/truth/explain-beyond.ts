import { generatedPatterns } from "../../../lib/inspect/attribute/generated-files.ts"
import { matchRules } from "../../../lib/inspect/attribute/rules/match-rules.ts"
import type { InspectedImage } from "../../../lib/inspect/index.ts"
import { type LedgerPackage, unowned } from "../../../lib/ledger/index.ts"
import type { Listed } from "./ask.ts"
import { type OwnerDifference, sameOwner } from "./compare-owners.ts"
import { type Listers, ownerKey } from "./listers.ts"
import { ownRoot } from "./own-entries.ts"

const compiled = /^(?<folder>.*?)(?:__pycache__\/)?(?<module>[^/.]+)(?:\.[^/]*)?\.pyc$/

/** dpkg's where each package has its own, and what `setup.py develop` leaves. */
function isRecord(path: string, { name }: LedgerPackage): boolean {
  return path.replace(/\.md5sums$/, "") === `var/lib/dpkg/status.d/${name}` || path.endsWith(`/${name}.egg-link`)
}

/**
 * Says why the ledger gives a file to a package that does not list it.
 * @param ends where each symbolic link leads to in the end, by path
 */
export function explainBeyond(
  { files, ledger }: InspectedImage,
  listed: readonly Listed[],
  listers: Listers,
  ends: ReadonlyMap<string, string>,
): (difference: OwnerDifference) => string | undefined {
  const owners = new Map<string, LedgerPackage>()
  const names = new Map<number, string[]>()
  for (const { path, kind, row, content } of ownRoot(files)) {
    owners.set(path, ledger.packages[ledger.rows.package[row] ?? 0] ?? unowned)
    if (kind !== "file") continue
    const known = names.get(content)
    if (known) known.push(path)
    else names.set(content, [path])
  }
  const { generated } = matchRules(files.paths.data)
  const installed = new Set(listed.map(ownerKey))
  const isOwned = (path: string, by: LedgerPackage): boolean => owners.get(path) === by
  return ({ entry, ledger: owner }) => {
    const key = ownerKey({ ecosystem: owner.ecosystem, owner: `${owner.name} ${owner.version}` })
    const { folder = "", module = "" } = compiled.exec(entry.path)?.groups ?? {}
    const end = ends.get(entry.path)
    const around = listers.around(entry.path)
    const rule = generatedPatterns[(generated[entry.node] ?? 0) - 1]
    if (isRecord(entry.path, owner)) return "the package's own record"
    const others = entry.kind === "file" ? (names.get(entry.content) ?? []) : []
    if (others.some((path) => listers.of(path).some((one) => sameOwner(owner, one))))
      return "another name of a file that is listed"
    if (isOwned(`${folder}${module}.py`, owner)) return "compiled from a module of the package"
    if (end !== undefined && isOwned(end, owner)) return "link to a file of the package"
    if (around.size === 1 && around.has(key)) return "in a folder that only the package has"
    if (rule?.packages.includes(owner.name)) return "made by the package's scripts"
    return installed.has(key) ? undefined : "of a package that its manager does not list"
  }
}
