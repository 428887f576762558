import { createHash } from "node:crypto"
import { readdirSync, statSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { ownVersion } from "./own-version.ts"

const lib = fileURLToPath(new URL("..", import.meta.url))

/** Folders below lib/ whose modules decide what a ledger says; a test holds them against what those import. */
export const ruleFolders: readonly string[] = [
  "collections",
  "elf",
  "engine/store",
  "errors",
  "inspect",
  "ledger",
  "loader",
  "registry",
  "tar",
  "text",
  "workers",
]

/**
 * Program and rules that make a ledger: the version, and the sizes and times of the modules that run. A checkout changes from
 * one look to the next without another version, and so does what a build of one puts in its place.
 */
export function ledgerWriter(): string {
  const rules = createHash("sha256")
  for (const folder of ruleFolders) {
    for (const name of readdirSync(`${lib}${folder}`, { recursive: true, encoding: "utf8" }).sort()) {
      if (!/\.(?:js|ts|json)$/.test(name)) continue
      // What somebody just now takes away in a checkout is no reason to fail.
      const file = statSync(`${lib}${folder}/${name}`, { throwIfNoEntry: false })
      rules.update(`${folder}/${name} ${file?.size} ${file?.mtimeMs}\n`)
    }
  }
  return `strata ${ownVersion()} ${rules.digest("hex").slice(0, 16)}`
}
