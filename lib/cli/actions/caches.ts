import { resolve } from "node:path"
import { parseCache } from "../../build/cache.ts"
import type { CacheText, LoadedConfig } from "../../config/index.ts"
import type { CacheLocation } from "../../engine/types.ts"

function configured(place: CacheText | CacheLocation, folder: string): CacheLocation {
  const location = typeof place === "string" ? parseCache(place) : place
  return location.kind === "local" ? { ...location, directory: resolve(folder, location.directory) } : location
}

/** Places of the build cache: those given on the command line, or else the configuration's; undefined where there are none. */
export function caches(
  given: readonly string[],
  key: "cacheFrom" | "cacheTo",
  config: LoadedConfig | undefined,
): readonly CacheLocation[] | undefined {
  if (given.length > 0) return given.map(parseCache)
  const places = config?.config[key] ?? []
  return places.length > 0 ? places.map((place) => configured(place, config?.folder ?? ".")) : undefined
}
