import { existsSync } from "node:fs"
import { dirname, relative, resolve } from "node:path"
import { didYouMean, StrataError } from "../errors/index.ts"
import { type Definition, toDefinition } from "../image/definition.ts"
import { type LoadedConfig, loadConfig } from "./load-config.ts"
import { loadModule } from "./load-module.ts"

export interface ResolvedImage {
  readonly definition: Definition
  /** The module that exports it. */
  readonly file: string
  /** Folder of the module: the build context. */
  readonly contextDirectory: string
  readonly config?: LoadedConfig["config"]
}

async function load(file: string): Promise<Definition> {
  const definition = toDefinition(await loadModule(file))
  if (definition) return definition
  const shown = relative(process.cwd(), file)
  throw new StrataError({
    code: "invalid-config",
    message: `'${shown}' exports no image by default`,
    fix: "export default image(...), defineImage(...) or defineVariants(...)",
    at: { file: shown, line: 1 },
  })
}

function isPath(name: string): boolean {
  return /[/\\]|\.[cm]?[jt]s$/.test(name)
}

/**
 * Finds an image by its name in the configuration or by the path of its module.
 * @throws StrataError `unknown-image` with the nearest name; `invalid-config`
 */
export async function resolveImage(name: string): Promise<ResolvedImage> {
  if (isPath(name)) {
    const file = resolve(name)
    if (!existsSync(file))
      throw new StrataError({
        code: "unknown-image",
        message: `there is no file '${name}'`,
        fix: "give the path of a module that exports an image, or a name from strata.config.ts",
      })
    return { definition: await load(file), file, contextDirectory: dirname(file) }
  }
  const loaded = await loadConfig()
  if (!loaded) {
    throw new StrataError({
      code: "unknown-image",
      message: `there is no image '${name}': no strata.config.ts here or in a folder above`,
      fix: "make one with 'strata init', or give the path of a module",
    })
  }
  const module = loaded.config.images[name]
  if (module === undefined) {
    throw new StrataError({
      code: "unknown-image",
      message: `there is no image '${name}' in '${relative(process.cwd(), loaded.file)}'`,
      fix: didYouMean(name, Object.keys(loaded.config.images)),
    })
  }
  const file = resolve(loaded.folder, module)
  return { definition: await load(file), file, contextDirectory: dirname(file), config: loaded.config }
}
