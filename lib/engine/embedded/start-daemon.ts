import { spawn } from "node:child_process"
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { StrataError } from "../../errors/index.ts"
import { daemonVersion } from "../client/daemon-version.ts"
import { rootBuildx } from "../client/root-programs.ts"
import { hostCaBundle } from "../host/host-ca-bundle.ts"
import { proxyVariables } from "../host/proxy-variables.ts"
import { lastLines } from "../process/last-lines.ts"
import { runCommand } from "../process/run-command.ts"
import { rememberedCacheLimit } from "./cache-limit.ts"
import { removeCgroups } from "./cgroups.ts"
import { endDaemon } from "./daemon-process.ts"
import type { DaemonRecord } from "./daemon-record.ts"
import { daemonArguments, daemonConfig, daemonScript, launchScript } from "./daemon-script.ts"
import { refreshNetworkFiles } from "./host-network-files.ts"
import type { EngineState, StoreState } from "./state.ts"

/** Seen 1.2 s; a store that was killed in the middle of writing may first tidy up. */
const startMilliseconds = 60_000
/** The kernel takes no longer path of a unix socket. */
const longestSocketPath = 107

function prepare(state: EngineState, store: StoreState): void {
  if (Buffer.byteLength(store.socket) > longestSocketPath)
    throw new StrataError({
      code: "engine-start-failed",
      message: `'${store.socket}' is too long for a socket (${longestSocketPath} bytes at most)`,
      fix: "set STRATA_HOME to a shorter path",
    })
  for (const folder of [state.logs, store.data, store.run]) mkdirSync(folder, { recursive: true })
  chmodSync(join(state.home, "run"), 0o700)
  chmodSync(store.run, 0o700)
  for (const file of [store.socket, store.pidFile, store.recordFile]) rmSync(file, { force: true })
  if (existsSync(store.log)) renameSync(store.log, `${store.log}.1`)
  const limit = rememberedCacheLimit(store.cacheLimit, store.data)
  writeFileSync(join(store.run, "daemon.json"), JSON.stringify(daemonConfig(store.store, limit)))
  refreshNetworkFiles(store.run)
  removeCgroups(store.cgroup)
}

function launch(store: StoreState, root: string) {
  const log = openSync(store.log, "a")
  const certificates = hostCaBundle() ?? ""
  const child = spawn(
    "flock",
    [
      ...["--no-fork", "--nonblock", store.daemonLock, "sh", "-c", launchScript, "sh", store.pidFile],
      ...["sh", "-c", daemonScript, "sh", root, store.data, store.run, certificates],
      ...daemonArguments(store.store, store.cgroup),
    ],
    {
      detached: true,
      cwd: "/",
      stdio: ["ignore", log, log],
      env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", ...proxyVariables() },
    },
  )
  closeSync(log)
  child.unref()
  return child
}

function failed(store: StoreState): StrataError {
  const log = existsSync(store.log) ? readFileSync(store.log, "utf8") : ""
  const overlay = /overlay(fs|2)?.*(not supported|invalid argument)|driver not supported/i.test(log)
  return new StrataError({
    code: "engine-start-failed",
    message: `the embedded engine (${store.store} store) did not start`,
    fix: overlay
      ? "its data cannot lie on this file system: set STRATA_HOME to a folder on ext4 or xfs"
      : `run \`strata doctor\`; the whole log is ${store.log}`,
    detail: lastLines(log, 12),
  })
}

/**
 * Starts a daemon in namespaces of its own and waits until it answers (1.2 s seen). It lives on when this process ends.
 * The caller holds the engine's lock and knows that none is running.
 * @throws StrataError `engine-start-failed`, `interrupted`
 */
export async function startDaemon(
  state: EngineState,
  store: StoreState,
  root: string,
  signal?: AbortSignal,
): Promise<DaemonRecord> {
  prepare(state, store)
  const child = launch(store, root)
  let over = false
  child.once("error", () => {
    over = true
  })
  child.once("exit", () => {
    over = true
  })
  const until = Date.now() + startMilliseconds
  while (!over && Date.now() < until && !signal?.aborted) {
    const version = existsSync(store.socket) ? await daemonVersion(store.socket) : undefined
    if (version !== undefined) {
      const buildx = await runCommand([...rootBuildx(root), "version"])
      const record: DaemonRecord = {
        root,
        dockerVersion: version,
        buildxVersion: /\bv?(\d+\.\d+\.\d+)/.exec(buildx.stdout)?.[1] ?? "",
        startedAt: Date.now(),
      }
      writeFileSync(`${store.recordFile}.part`, JSON.stringify(record))
      renameSync(`${store.recordFile}.part`, store.recordFile)
      return record
    }
    await sleep(25)
  }
  await endDaemon(store, 0)
  if (signal?.aborted) throw new StrataError({ code: "interrupted", message: "stopped while the engine was starting" })
  throw failed(store)
}
