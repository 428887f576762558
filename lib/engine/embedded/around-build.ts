import { setTimeout as sleep } from "node:timers/promises"
import { ifUnlocked, withFileLock } from "../process/file-lock.ts"
import { stepProcesses } from "./cgroups.ts"
import { killProcess } from "./kill-process.ts"
import type { StoreState } from "./state.ts"

/** A container that BuildKit was creating when its build was stopped comes up within a second. */
const settleMilliseconds = 1_500

/** Ends the steps that run although no build does. */
async function endStraySteps(store: StoreState): Promise<void> {
  const until = Date.now() + settleMilliseconds
  while (Date.now() < until) {
    for (const pid of stepProcesses(store.cgroup)) killProcess(pid, "SIGKILL")
    await sleep(100)
  }
}

/**
 * Runs a build in the embedded engine. BuildKit lets go of a step whose build is stopped while its container is being
 * created: the step runs to its end, and nobody waits for it. So each build holds a shared lock, and a build that was
 * stopped ends what is left, unless another one runs: then the step ends by itself or with that engine.
 */
export async function aroundBuild<T>(store: StoreState, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await withFileLock(store.buildsLock, work, undefined, "shared")
  } finally {
    if (signal?.aborted) await ifUnlocked(store.buildsLock, () => endStraySteps(store))
  }
}
