/** What `strata.config.ts` says. */
export interface Config {
  /** Name of an image -> module that exports it by default, relative to the configuration's folder. */
  readonly images: Readonly<Record<string, string>>
  /** Where builds read their cache from: `local:DIR`, `registry:REF` or `inline`. */
  readonly cacheFrom?: readonly string[]
  /** Where builds write their cache to. */
  readonly cacheTo?: readonly string[]
}

/** Gives a configuration its type; returns it as it is. */
export function defineConfig(config: Config): Config {
  return config
}
