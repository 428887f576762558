import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { isLocked } from "../process/is-locked.ts"
import { removeCgroups } from "./cgroups.ts"
import { killProcess } from "./kill-process.ts"
import type { StoreState } from "./state.ts"

/** Start time of a process in clock ticks since boot: field 22 of `/proc/PID/stat`, after the name in parentheses. */
export function parseStartTime(stat: string): string | undefined {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}

/** Process id of the daemon's outer `unshare`, if that process is still the one that wrote the file. */
export function daemonPid(state: StoreState): number | undefined {
  const [pid, startTime] = readText(state.pidFile).trim().split(" ")
  return pid && startTime && parseStartTime(readText(`/proc/${pid}/stat`)) === startTime ? Number(pid) : undefined
}

async function ended(state: StoreState, milliseconds: number): Promise<boolean> {
  const until = Date.now() + milliseconds
  while (await isLocked(state.daemonLock)) {
    if (Date.now() > until) return false
    await sleep(50)
  }
  return true
}

/**
 * Ends the daemon and everything that it started: politely for ten seconds (containers are stopped), then with SIGKILL,
 * which takes the whole process namespace along. Then removes its socket and its empty control groups.
 * The caller holds the engine's lock. Returns whether something was running.
 */
export async function endDaemon(state: StoreState, graceMilliseconds = 10_000): Promise<boolean> {
  const running = await isLocked(state.daemonLock)
  if (running) {
    const outer = daemonPid(state)
    const inner = Number(readText(`/proc/${outer}/task/${outer}/children`).trim().split(" ")[0]) || undefined
    // unshare blocks SIGTERM, so the daemon itself is told.
    killProcess(inner, "SIGTERM")
    if (!(await ended(state, graceMilliseconds))) {
      killProcess(inner, "SIGKILL")
      killProcess(outer, "SIGKILL")
      await ended(state, 10_000)
    }
  }
  removeCgroups(state.cgroup)
  return running
}
