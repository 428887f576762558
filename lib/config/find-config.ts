import { existsSync } from "node:fs"
import { dirname, join } from "node:path"

/** Names of a configuration, the first that is there is taken. */
export const configNames = ["strata.config.ts", "strata.config.js", "strata.config.mjs"] as const

/** The configuration of the project that `from` lies in: in that folder or the nearest above. */
export function findConfig(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = configNames.map((name) => join(folder, name)).find((file) => existsSync(file))
    if (found) return found
    if (dirname(folder) === folder) return undefined
  }
}
