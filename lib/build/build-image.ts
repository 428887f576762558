import type { SourceMapEntry } from "../backends/backend.ts"
import { type CompiledDockerfile, compileDockerfile } from "../backends/dockerfile/index.ts"
import { exportImage } from "../engine/export/index.ts"
import { hostSecrets, openEngine } from "../engine/index.ts"
import { measureImage } from "../engine/store/index.ts"
import type { BuildEvent, CacheLocation, Engine, EngineChoice, StoreName } from "../engine/types.ts"
import type { Image } from "../ir/index.ts"
import { collectMetrics, type Metrics } from "../metrics/index.ts"
import { atTheUsersLine } from "./failure.ts"
import type { OutputSpec } from "./output.ts"
import { makeWorkspace } from "./workspace.ts"

export interface BuildOptions {
  /** Default `auto`: the first engine that answers. */
  readonly engine?: EngineChoice
  readonly store?: StoreName
  /** Names of the result in the engine; default: none, only its id. */
  readonly tags?: readonly string[]
  readonly output?: OutputSpec
  readonly cacheFrom?: readonly CacheLocation[]
  readonly cacheTo?: readonly CacheLocation[]
  readonly noCache?: boolean
  /** Folder of the user's own files. */
  readonly contextDirectory: string
  /** Bytes the image is expected to take, for the check of the disk. */
  readonly expectedBytes?: number
  /** Also takes the compressed bytes of every layer with gzip; it costs about 25 s a gigabyte. */
  readonly compressed?: boolean
  readonly onEvent?: (event: BuildEvent) => void
  readonly signal?: AbortSignal
}
