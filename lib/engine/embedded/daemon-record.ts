import { readFileSync } from "node:fs"
import type { StoreState } from "./state.ts"

/** Written beside the socket once a daemon answers. */
export interface DaemonRecord {
  /** Root file system that it runs in; its docker client fits the daemon. */
  readonly root: string
  readonly dockerVersion: string
  readonly buildxVersion: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
}

export function readRecord(state: StoreState): DaemonRecord | undefined {
  try {
    return JSON.parse(readFileSync(state.recordFile, "utf8")) as DaemonRecord
  } catch {
    return undefined
  }
}
