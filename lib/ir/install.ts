export const ecosystems = ["apt", "npm", "pip", "conda"] as const
export type Ecosystem = (typeof ecosystems)[number]

/**
 * What an exec op installs, as data beside its script: rules judge it, and sizes can be predicted from it,
 * without reading shell text.
 */
export interface Install {
  readonly ecosystem: Ecosystem
  /** As the ecosystem's own tool takes them: `git`, `typescript@7.0.2`, `numpy==2.1`. */
  readonly packages: readonly string[]
  /** Why a package that belongs in a builder is wanted in a runtime stage. */
  readonly because?: string
  /** apt: areas of the distribution's archive beyond `main`. */
  readonly components?: readonly string[]
}
