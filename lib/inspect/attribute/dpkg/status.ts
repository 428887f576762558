import { parseStanzas } from "./parse-stanzas.ts"

/** What dpkg's status says of packages, by their name in file names: `libc6:amd64` and `libc6` are both there. */
export interface DpkgStatus {
  readonly packages: ReadonlyMap<string, { readonly name: string; readonly version: string }>
}

const fields = new Set(["Package", "Version", "Architecture"])

/** Reads `status`, or the many small ones of `status.d`. A package of a foreign architecture is called `name:architecture`. */
export function readStatus(texts: readonly string[]): DpkgStatus {
  const stanzas = texts.flatMap((text) => parseStanzas(text, fields))
  const native = stanzas.find(({ Package }) => Package === "dpkg")?.Architecture
  const packages = new Map<string, { name: string; version: string }>()
  for (const { Package, Version, Architecture } of stanzas) {
    if (!Package || !Version) continue
    const isForeign = native !== undefined && Architecture !== native && Architecture !== "all"
    const found = { name: isForeign ? `${Package}:${Architecture}` : Package, version: Version }
    if (!isForeign || !packages.has(Package)) packages.set(Package, found)
    packages.set(`${Package}:${Architecture}`, found)
  }
  return { packages }
}
