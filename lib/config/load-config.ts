import { dirname, relative } from "node:path"
import type { $ZodIssue } from "zod/v4/core"
import { didYouMean, type Problem, StrataError, throwIfAny } from "../errors/index.ts"
import { configSchema } from "./config-schema.ts"
import type { Config } from "./define-config.ts"
import { findConfig } from "./find-config.ts"
import { loadModule } from "./load-module.ts"

export interface LoadedConfig {
  /** Absolute path. */
  readonly file: string
  /** Its folder: paths in it begin there. */
  readonly folder: string
  readonly config: Config
}

const fixes: Readonly<Record<string, string>> = {
  images: 'give each image a name and the path of its module: images: { base: "./image.ts" }',
  cacheFrom: 'e.g. cacheFrom: ["local:.cache/strata"]',
  cacheTo: 'e.g. cacheTo: ["registry:localhost:5000/cache"]',
}

/** The message for one thing that zod found, naming the key. */
function problemOf(name: string, issue: $ZodIssue): Problem {
  const key = issue.path.join(".")
  if (issue.code === "unrecognized_keys") {
    const [unknown = ""] = issue.keys
    const known = key === "" ? Object.keys(configSchema.shape) : []
    const full = [...issue.path, unknown].join(".")
    return {
      code: "invalid-config",
      message: `${name}: there is no setting '${full}'`,
      fix: known.length > 0 ? didYouMean(unknown, known) : "leave it out",
    }
  }
  const isImage = issue.path[0] === "images" && issue.path.length === 2
  const what = isImage
    ? issue.code === "invalid_key"
      ? "an image's name is letters, digits, '_', '.' and '-'"
      : "neither the path of a module nor an image definition"
    : issue.message
  return {
    code: "invalid-config",
    message: key === "" ? `${name}: ${what}` : `${name}: ${key}: ${what}`,
    fix: fixes[String(issue.path[0])] ?? 'export default defineConfig({ images: { base: "./image.ts" } })',
  }
}

/**
 * The configuration of the project that `from` lies in; undefined where there is none.
 * @throws StrataError `invalid-config` with every problem, each naming file and key
 */
export async function loadConfig(from: string = process.cwd()): Promise<LoadedConfig | undefined> {
  const file = findConfig(from)
  if (file === undefined) return undefined
  const name = relative(from, file)
  const value = await loadModule(file, name)
  if (value === undefined)
    throw new StrataError({
      code: "invalid-config",
      message: `${name} has no default export`,
      fix: 'export default defineConfig({ images: { base: "./image.ts" } })',
    })
  const checked = configSchema.safeParse(value)
  if (!checked.success) throwIfAny(checked.error.issues.map((issue) => problemOf(name, issue)))
  return { file, folder: dirname(file), config: value as Config }
}
