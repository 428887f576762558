import { existsSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { z } from "zod"
import { StrataError, throwIfAny } from "../errors/index.ts"
import type { Config } from "./define-config.ts"
import { loadModule } from "./load-module.ts"

const names = ["strata.config.ts", "strata.config.js", "strata.config.mjs"] as const

const configSchema = z.strictObject({
  images: z.record(z.string(), z.string()),
  cacheFrom: z.array(z.string()).optional(),
  cacheTo: z.array(z.string()).optional(),
})

export interface LoadedConfig {
  readonly file: string
  /** Folder that the configuration's paths are relative to. */
  readonly folder: string
  readonly config: Config
}

/** The configuration nearest to `from`, upwards; undefined where there is none. */
export function findConfig(from: string): string | undefined {
  const found = names.map((name) => join(from, name)).find((path) => existsSync(path))
  if (found !== undefined || dirname(from) === from) return found
  return findConfig(dirname(from))
}

/** @throws StrataError `invalid-config` with every problem, naming the file and the key */
export async function loadConfig(from: string = process.cwd()): Promise<LoadedConfig | undefined> {
  const file = findConfig(from)
  if (file === undefined) return undefined
  const parsed = configSchema.safeParse(await loadModule(file))
  if (parsed.success) return { file, folder: dirname(file), config: parsed.data as Config }
  const shown = relative(process.cwd(), file)
  throwIfAny(
    parsed.error.issues.map((issue) => ({
      code: "invalid-config" as const,
      message: `'${shown}': ${issue.path.length > 0 ? `${issue.path.join(".")}: ` : ""}${issue.message}`,
      fix: `export default defineConfig({ images: { name: "./image.ts" } })`,
      at: { file: shown, line: 1 },
    })),
  )
  throw new StrataError({ code: "invalid-config", message: `'${shown}' is not a configuration` })
}
