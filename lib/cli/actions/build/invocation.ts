import type { OutputSpec } from "../../../build/output.ts"
import type { CacheLocation, EngineChoice, StoreName } from "../../../engine/types.ts"
import type { ProgressKind } from "../../../progress/index.ts"
import type { ChosenImage } from "../choose-image.ts"

/** One image that is to be built, with all that is said of it alone. */
export interface BuildJob {
  readonly chosen: ChosenImage
  readonly tags: readonly string[]
  /** What was taken for options that were left out, for people; empty where all was said. */
  readonly defaults: string
  readonly metricsFile?: string
  readonly output?: OutputSpec
}

/** `strata build` as it was understood: all that can be wrong with the command line was found before anything starts. */
export interface BuildInvocation {
  readonly jobs: readonly BuildJob[]
  /** Whether the result is a list, of however many. */
  readonly several: boolean
  /** Layout whose images of several platforms become one, once all are there. */
  readonly join?: { readonly layout: string; readonly name: string }
  readonly engine: EngineChoice | "dagger"
  /** Address of the Dagger engine; default: where Dagger's command line finds one. */
  readonly daggerHost?: string
  /** Names of buildx builders that share the work; none: the engine's own. */
  readonly builders: readonly string[]
  readonly store?: StoreName
  readonly cacheFrom?: readonly CacheLocation[]
  readonly cacheTo?: readonly CacheLocation[]
  readonly noCache: boolean
  readonly refreshBases: boolean
  readonly compressed: boolean
  readonly progress: ProgressKind
  readonly json: boolean
}
