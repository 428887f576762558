/** A package of dpkg's status file that is not merely remembered for its configuration files. */
export interface DebianPackage {
  readonly name: string
  /** `installed` where all is well; dpkg(1), "Package states". */
  readonly state: string
  /** Each needs one of its names: `Depends` and `Pre-Depends`, versions left out. */
  readonly depends: readonly (readonly string[])[]
  readonly provides: readonly string[]
}

const fields = /^(Package|Status|Depends|Pre-Depends|Provides):\s*(.*(?:\n[ \t].*)*)/gm

/** Name without version, architecture and build profile: `libc6:any (>= 2.36)` is `libc6`. */
const nameOf = (relation: string): string => /^\s*([^\s:(]+)/.exec(relation)?.[1] ?? ""

const relations = (text: string): readonly (readonly string[])[] =>
  text
    .split(",")
    .map((part) => part.split("|").map(nameOf))
    .filter((names) => names.some((name) => name !== ""))

/** Packages of `/var/lib/dpkg/status` (deb-control(5)). */
export function parseDpkgStatus(text: string): readonly DebianPackage[] {
  return text.split(/\n\n+/).flatMap((stanza) => {
    const values = new Map([...stanza.matchAll(fields)].map(([, key = "", value = ""]) => [key, value]))
    const name = values.get("Package")
    const state = values.get("Status")?.split(" ")[2] ?? "installed"
    if (name === undefined || state === "not-installed" || state === "config-files") return []
    const depends = [values.get("Pre-Depends"), values.get("Depends")].flatMap((each) => relations(each ?? ""))
    return [{ name, state, depends, provides: relations(values.get("Provides") ?? "").flat() }]
  })
}
