import type { StoreName } from "../types.ts"
import { ensureDaemon, type OpenOptions } from "./ensure-daemon.ts"
import { type EngineState, engineState } from "./state.ts"

/** Starts the embedded engine, if it does not run. @throws StrataError as `openEngine` */
export async function startEngine(
  options: OpenOptions & { readonly store?: StoreName; readonly state?: EngineState } = {},
): Promise<void> {
  await ensureDaemon(options.state ?? engineState(), options.store ?? "classic", options)
}
