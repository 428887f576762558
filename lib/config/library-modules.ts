import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = new URL("../../", import.meta.url)

interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/**
 * What users import by the package's name -> file. It is this very library wherever their file lies, as the package's
 * `exports` say it: sources in a checkout, the build in a package.
 */
export function libraryModules(): Readonly<Record<string, string>> {
  const { name, exports } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as Manifest
  const condition = import.meta.url.endsWith(".ts") ? "strata-source" : "default"
  return Object.fromEntries(
    Object.entries(exports).flatMap(([path, targets]) => {
      const target = typeof targets === "object" ? targets[condition] : undefined
      return target === undefined ? [] : [[path.replace(/^\./, name), fileURLToPath(new URL(target, root))]]
    }),
  )
}
