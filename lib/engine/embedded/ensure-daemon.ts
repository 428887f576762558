import { chmodSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { daemonVersion } from "../client/daemon-version.ts"
import { withFileLock } from "../process/file-lock.ts"
import { isLocked } from "../process/is-locked.ts"
import type { StoreName } from "../types.ts"
import { endDaemon } from "./daemon-process.ts"
import { type DaemonRecord, readRecord } from "./daemon-record.ts"
import { refreshNetworkFiles } from "./host-network-files.ts"
import { ensureRoot } from "./make-root.ts"
import { startDaemon } from "./start-daemon.ts"
import { type EngineState, type StoreState, storeState } from "./state.ts"

export interface OpenOptions {
  readonly onNote?: (text: string) => void
  readonly signal?: AbortSignal
}

/** The record of a daemon that lives and works. */
export async function liveDaemon(store: StoreState): Promise<DaemonRecord | undefined> {
  const record = readRecord(store)
  if (!record || !(await isLocked(store.daemonLock))) return undefined
  return (await daemonVersion(store.socket, 5_000)) === undefined ? undefined : record
}

/** Makes the root under the lock of the folder that it is shared in. */
function sharedRoot(state: EngineState, options: OpenOptions): Promise<string> {
  const note = options.onNote ?? (() => {})
  return withFileLock(
    join(state.shared, "root.lock"),
    () => ensureRoot(state, note, options.signal),
    () => note("waiting: another command makes the engine's root"),
  )
}

/**
 * A daemon of the embedded engine that answers: the one that runs, or a new one after whatever a killed one left was
 * cleaned up. Commands that come at the same time wait for each other and then share it.
 * @throws StrataError `engine-start-failed`, `network`, `disk-full`, `interrupted`
 */
export async function ensureDaemon(
  state: EngineState,
  name: StoreName,
  options: OpenOptions = {},
): Promise<DaemonRecord> {
  const store = storeState(state, name)
  const running = await liveDaemon(store)
  if (running) {
    refreshNetworkFiles(store.run)
    return running
  }
  const note = options.onNote ?? (() => {})
  mkdirSync(state.home, { recursive: true })
  chmodSync(state.home, 0o711)
  return withFileLock(
    state.lock,
    async () => {
      const meanwhile = await liveDaemon(store)
      if (meanwhile) return meanwhile
      await endDaemon(store, 2_000)
      const root = await sharedRoot(state, options)
      note(`starting the embedded engine (${name} store)`)
      return startDaemon(state, store, root, options.signal)
    },
    () => note("waiting: another command starts or stops the engine"),
  )
}
