import { existsSync, statSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { didYouMean, StrataError } from "../errors/index.ts"
import { type Definition, toDefinition } from "../image/index.ts"
import { type LoadedConfig, loadConfig } from "./load-config.ts"
import { loadModule } from "./load-module.ts"

export interface ResolvedImage {
  readonly definition: Definition
  /** Folder that the image's `copy` begins at: that of its module; the configuration's for an image that is written there. */
  readonly contextDirectory: string
  /** Absent where a module was named and its project has no configuration. */
  readonly config?: LoadedConfig
}

/** Whether an image was named by the path of its module, not by its name in the configuration. */
export function isModulePath(text: string): boolean {
  return text.includes("/") || /\.[cm]?[jt]s$/.test(text)
}

async function definitionIn(file: string, name: string): Promise<Definition> {
  const definition = toDefinition(await loadModule(file, name))
  if (definition) return definition
  throw new StrataError({
    code: "invalid-config",
    message: `${name}: the default export is not an image`,
    fix: 'export default image("name", { os: "debian12" })..., or defineImage(...), or defineVariants(...)',
  })
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}

/**
 * The definition that the command line names: in the configuration, or a module.
 * @throws StrataError `unknown-image`, `invalid-config`
 */
export async function resolveImage(image: string, from: string = process.cwd()): Promise<ResolvedImage> {
  if (isModulePath(image)) {
    const file = resolve(from, image)
    if (!isFile(file))
      throw new StrataError({
        code: "unknown-image",
        message: `there is no module '${image}'`,
        fix: "give the path of a file, e.g. ./image.ts",
      })
    const [definition, config] = [await definitionIn(file, image), await loadConfig(from)]
    return { definition, contextDirectory: dirname(file), ...(config ? { config } : {}) }
  }
  const config = await loadConfig(from)
  if (!config)
    throw new StrataError({
      code: "unknown-image",
      message: `there is no image '${image}': no strata.config.ts here or above`,
      fix: isFile(resolve(from, `${image}.ts`))
        ? `did you mean ./${image}.ts? Or write a configuration with \`strata init\``
        : "write one with `strata init`, or name a module, e.g. ./image.ts",
    })
  const names = Object.keys(config.config.images)
  if (!names.includes(image))
    throw new StrataError({
      code: "unknown-image",
      message: `there is no image '${image}' in ${relative(from, config.file)}`,
      fix: didYouMean(image, names),
    })
  return configured(config, image, from)
}

/** One image of a configuration. @throws StrataError `invalid-config` where its module is missing or no image */
async function configured(config: LoadedConfig, image: string, from: string): Promise<ResolvedImage> {
  const value = config.config.images[image]
  if (typeof value !== "string") {
    const definition = toDefinition(value)
    if (definition) return { definition, contextDirectory: config.folder, config }
    throw new Error(`images.${image} passed the check of the configuration and is no image`)
  }
  const file = join(config.folder, value)
  if (!isFile(file))
    throw new StrataError({
      code: "invalid-config",
      message: `${relative(from, config.file)}: images.${image}: there is no file '${value}'`,
      fix: "give the path of a module, from the configuration's folder",
    })
  return { definition: await definitionIn(file, relative(from, file)), contextDirectory: dirname(file), config }
}
