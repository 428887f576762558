import type { CacheLocation } from "../engine/types.ts"
import type { AnyBuilder, Definition } from "../image/index.ts"

/** A place for a build cache as the command line takes it. */
export type CacheText = "inline" | `local:${string}` | `registry:${string}`

/** What `strata.config.ts` exports: the project's images by name, and settings that hold for all of them. */
export interface Config {
  /**
   * Name on the command line -> path of the module whose default export is the image, from the configuration's folder,
   * or the image itself. A path is better where there are several: only the module of the image that is asked for is loaded.
   */
  readonly images: Readonly<Record<string, string | Definition | AnyBuilder>>
  /** Build caches to read, a local one from the configuration's folder; a command's `--cache-from` takes their place. */
  readonly cacheFrom?: readonly (CacheText | CacheLocation)[]
  /** Build caches to write; a command's `--cache-to` takes their place. */
  readonly cacheTo?: readonly (CacheText | CacheLocation)[]
}

/**
 * Gives a configuration its type. Changes nothing.
 * @example export default defineConfig({ images: { base: "./images/base.ts" } })
 */
export function defineConfig(config: Config): Config {
  return config
}
