import { PackageURL } from "packageurl-js"
import type { Ecosystem, LedgerPackage } from "../../ledger/index.ts"

/** Types of the purl specification; for what came in an archive there is only the generic one. */
const types: Readonly<Record<Exclude<Ecosystem, "none">, string>> = {
  dpkg: "deb",
  rpm: "rpm",
  apk: "apk",
  python: "pypi",
  conda: "conda",
  npm: "npm",
  image: "generic",
}

/** Ecosystems whose packages are those of one distribution, which the purl has to name. */
const ofDistribution: ReadonlySet<Ecosystem> = new Set(["dpkg", "rpm", "apk"])

interface FullName {
  readonly namespace?: string | undefined
  readonly name: string
}

function fullName({ ecosystem, name }: LedgerPackage, distribution: string | undefined): FullName {
  const slash = ecosystem === "npm" && name.startsWith("@") ? name.indexOf("/") : -1
  if (slash > 0) return { namespace: name.slice(0, slash), name: name.slice(slash + 1) }
  return { namespace: ofDistribution.has(ecosystem) ? distribution : undefined, name }
}

/**
 * The package's URL (https://github.com/package-url/purl-spec), by which scanners know it; none where its database is too
 * damaged for one.
 * @param distribution `debian`, `ubuntu`, ...: ID of os-release
 */
export function packageUrl(owner: LedgerPackage, distribution?: string): string | undefined {
  if (owner.ecosystem === "none") return undefined
  const { namespace, name } = fullName(owner, distribution)
  try {
    return new PackageURL(types[owner.ecosystem], namespace, name, owner.version, undefined, undefined).toString()
  } catch {
    return undefined
  }
}
