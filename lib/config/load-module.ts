import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { createJiti, type Jiti } from "jiti"
import { cacheFolder } from "./cache-folder.ts"
import { libraryModules } from "./library-modules.ts"
import { mapPositions } from "./map-positions.ts"
import { moduleProblem } from "./module-problem.ts"

const libraryRoot = fileURLToPath(new URL("..", import.meta.url))

let loader: Jiti | undefined

/** The one loader of the process: its modules share what they import. */
function loaderFor(file: string): Jiti {
  if (loader) return loader
  const made = createJiti(import.meta.url, {
    interopDefault: false,
    sourceMaps: true,
    fsCache: cacheFolder(file),
    alias: libraryModules(),
    nativeModules: ["strata-images"],
  })
  mapPositions((path) => {
    if (path.startsWith(libraryRoot) || !/\.(m?js|[cm]?tsx?)$/.test(path) || path.includes("/node_modules/"))
      return undefined
    const ts = /tsx?$/.test(path)
    return made.transform({ source: readFileSync(path, "utf8"), filename: path, ts, async: true, jsx: false })
  })
  loader = made
  return made
}

/**
 * The default export of a user's module, TypeScript or JavaScript. `name` is what error messages call the file.
 * @throws StrataError `invalid-config` with the place in the user's files; a StrataError of the library as it is
 */
export async function loadModule(file: string, name: string): Promise<unknown> {
  try {
    return ((await loaderFor(file).import(file)) as { readonly default?: unknown }).default
  } catch (error) {
    throw moduleProblem(error, name)
  }
}
