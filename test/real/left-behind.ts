import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { cgroupMounts } from "../../lib/engine/embedded/cgroups.ts"
import type { EngineState } from "../../lib/engine/embedded/state.ts"
import { storeNames, storeState } from "../../lib/engine/embedded/state.ts"

function read(file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}

/** Processes whose command, environment, folder or mounts show this engine's home. */
function processes(home: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes(home) || read(`/proc/${pid}/mountinfo`).includes(home))
    .map((pid) => `process ${pid}: ${read(`/proc/${pid}/cmdline`).replaceAll("\0", " ")}`)
}

function groups(state: EngineState): readonly string[] {
  const names = storeNames.map((name) => storeState(state, name).cgroup)
  return cgroupMounts(read("/proc/self/mountinfo")).flatMap((mount) =>
    names.map((name) => join(mount, name)).filter((path) => existsSync(path)),
  )
}

/** What of an engine is still mounted, listening, running or grouped on this host: nothing, once it was stopped. */
export function leftBehind(state: EngineState): readonly string[] {
  const mounts = read("/proc/self/mountinfo")
    .split("\n")
    .filter((line) => line.includes(state.home))
  const listening = read("/proc/net/unix")
    .split("\n")
    .filter((line) => line.includes(state.home))
  return [...mounts, ...listening, ...processes(state.home), ...groups(state)]
}
