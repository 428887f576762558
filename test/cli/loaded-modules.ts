import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { root } from "./strata.ts"

/**
 * All modules that a module loads, with itself, and packages by their names.
 * @param imports finds what counts as loaded; its first group is the name, from `.` or of a package.
 */
export function loadedModules(file: string, imports: RegExp, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found
  found.add(file)
  if (file.endsWith(".json")) return found
  for (const [, name = ""] of readFileSync(join(root, file), "utf8").matchAll(imports)) {
    if (!name.startsWith(".")) found.add(name)
    else loadedModules(join(dirname(file), /\.(?:ts|json)$/.test(name) ? name : `${name}.ts`), imports, found)
  }
  return found
}
