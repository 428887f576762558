import type { BuildEvent } from "../engine/types.ts"
import { formatSeconds } from "../report/seconds.ts"

type Finished = Extract<BuildEvent, { kind: "step-finished" }>

/** The line for a step that ended: what it took, and its name. */
export function finishedLine({ error, cached, seconds }: Finished, label: string): string {
  const stopped = error !== undefined && /context canceled|^CANCELED/.test(error)
  const how = stopped ? "stopped" : error !== undefined ? "FAILED" : cached ? "cached" : formatSeconds(seconds)
  return `${how.padStart(12)}  ${label}`
}
