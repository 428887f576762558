import type { Client } from "../client/client.ts"
import type { EngineState } from "../embedded/state.ts"
import type { EngineInfo } from "../types.ts"

/** Where builds run. */
export interface BuildPlace {
  readonly client: Client
  readonly info: EngineInfo
  readonly state: EngineState
  /** Where the engine's data lie on this host, if they do. */
  readonly dataRoot?: string
  /** What the engine does around each build. Default: nothing. */
  readonly around?: <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>
}
