import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { runCommand } from "../process/run-command.ts"
import type { StoreName } from "../types.ts"
import { daemonPid } from "./daemon-process.ts"
import { liveDaemon } from "./ensure-daemon.ts"
import { rootFolder } from "./make-root.ts"
import { type EngineState, engineState, storeNames, storeState } from "./state.ts"

export interface StoreStatus {
  readonly store: StoreName
  readonly running: boolean
  /** Process id of the outermost process. */
  readonly pid?: number
  readonly upSeconds?: number
  readonly dockerVersion?: string
  readonly buildxVersion?: string
  readonly socket?: string
  /** Bytes on disk of images, caches and containers. */
  readonly dataBytes: number
}

export interface EngineStatus {
  readonly home: string
  /** Bytes on disk of the engine's own root file system; 0 before the first start. */
  readonly rootBytes: number
  readonly basesBytes: number
  readonly bases: readonly { readonly suite: string; readonly madeAt: number }[]
  readonly stores: readonly StoreStatus[]
}

/** Bytes that a folder takes on its disk, not counting other file systems mounted in it. */
async function diskBytes(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0
  const { stdout } = await runCommand(["du", "--summarize", "--one-file-system", "--block-size=1", "--", folder])
  return Number(stdout.split("\t")[0]) || 0
}

async function storeStatus(state: EngineState, name: StoreName): Promise<StoreStatus> {
  const store = storeState(state, name)
  const [record, dataBytes] = await Promise.all([liveDaemon(store), diskBytes(store.data)])
  if (!record) return { store: name, running: false, dataBytes }
  const pid = daemonPid(store)
  return {
    store: name,
    running: true,
    ...(pid === undefined ? {} : { pid }),
    upSeconds: Math.round((Date.now() - record.startedAt) / 1000),
    dockerVersion: record.dockerVersion,
    buildxVersion: record.buildxVersion,
    socket: store.socket,
    dataBytes,
  }
}

/** What the embedded engine is and takes on this machine; starts nothing. */
export async function engineStatus(state: EngineState = engineState()): Promise<EngineStatus> {
  const folder = join(state.shared, "bases")
  const records = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : []
  const [rootBytes, basesBytes, stores] = await Promise.all([
    diskBytes(rootFolder(state)),
    diskBytes(folder),
    Promise.all(storeNames.map((name) => storeStatus(state, name))),
  ])
  return {
    home: state.home,
    rootBytes,
    basesBytes,
    bases: records.map(
      (name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as { suite: string; madeAt: number },
    ),
    stores,
  }
}
