import { createHash } from "node:crypto"
import { homedir } from "node:os"
import { join, resolve } from "node:path"
import type { StoreName } from "../types.ts"

/** Where everything of the embedded engine lies. Nothing is written outside `home` and `shared`. */
export interface EngineState {
  readonly home: string
  /** Folder of what several engines can share: the root file system, bases, tools. Default: `home`. */
  readonly shared: string
  /** Held while the engine is started or stopped. */
  readonly lock: string
  readonly logs: string
}

export interface StoreState {
  readonly store: StoreName
  /** Docker's data root as the host sees it. */
  readonly data: string
  /** Socket, pid file and the daemon's configuration; only for this user. */
  readonly run: string
  readonly socket: string
  /** Held by the daemon itself as long as any of its processes lives. */
  readonly daemonLock: string
  /** Shared by all builds that run. */
  readonly buildsLock: string
  readonly pidFile: string
  readonly recordFile: string
  readonly log: string
  /** Remembers what its build cache may come to. */
  readonly cacheLimit: string
  /** Name of its control groups, unique on the machine. */
  readonly cgroup: string
}

/**
 * `STRATA_HOME`, or `/var/lib/strata` for root, or below XDG's state folder. `STRATA_ROOT` names another engine's home
 * whose root and bases are used instead of making own ones.
 */
export function engineState(env: NodeJS.ProcessEnv = process.env, uid = process.getuid?.() ?? -1): EngineState {
  const xdg = env.XDG_STATE_HOME || join(homedir(), ".local/state")
  const home = resolve(env.STRATA_HOME || (uid === 0 ? "/var/lib/strata" : join(xdg, "strata")))
  return {
    home,
    shared: env.STRATA_ROOT ? resolve(env.STRATA_ROOT) : home,
    lock: join(home, "lock"),
    logs: join(home, "log"),
  }
}

export function storeState(state: EngineState, store: StoreName): StoreState {
  const run = join(state.home, "run", store)
  const id = createHash("sha256").update(state.home).digest("hex").slice(0, 8)
  return {
    store,
    run,
    data: join(state.home, store),
    socket: join(run, "docker.sock"),
    daemonLock: join(run, "daemon.lock"),
    buildsLock: join(run, "builds.lock"),
    pidFile: join(run, "pid"),
    recordFile: join(run, "engine.json"),
    log: join(state.logs, `${store}.log`),
    cacheLimit: join(state.home, `${store}.cache-limit`),
    cgroup: `strata-${id}-${store}`,
  }
}

export const storeNames: readonly StoreName[] = ["classic", "containerd"]
