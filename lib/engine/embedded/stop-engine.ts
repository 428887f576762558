import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { withFileLock } from "../process/file-lock.ts"
import { removeTree } from "../process/remove-tree.ts"
import { endDaemon } from "./daemon-process.ts"
import { type EngineState, engineState, storeNames, storeState } from "./state.ts"

export interface StopOptions {
  /** Also removes every image, cache, base and the engine itself: nothing of it stays on the machine. */
  readonly purge?: boolean
  readonly onNote?: (text: string) => void
  readonly state?: EngineState
}

/** Removes all but `lock`, which is held and goes last. */
async function purge(state: EngineState): Promise<void> {
  const lock = state.lock.slice(state.home.length + 1)
  for (const name of readdirSync(state.home)) if (name !== lock) await removeTree(join(state.home, name))
  rmSync(state.lock, { force: true })
  rmdirSync(state.home)
}

/**
 * Stops the embedded engine, both stores; builds that are running in it fail. Returns whether anything ran.
 * @throws StrataError `engine-store` when something of a purge cannot be removed
 */
export async function stopEngine(options: StopOptions = {}): Promise<{ readonly wasRunning: boolean }> {
  const state = options.state ?? engineState()
  if (!existsSync(state.home)) return { wasRunning: false }
  return withFileLock(
    state.lock,
    async () => {
      const ended = await Promise.all(storeNames.map((name) => endDaemon(storeState(state, name))))
      if (options.purge) await purge(state)
      return { wasRunning: ended.includes(true) }
    },
    () => options.onNote?.("waiting: another command starts or stops the engine"),
  )
}
