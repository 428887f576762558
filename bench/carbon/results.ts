import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Metrics, metricsSchema } from "../../lib/metrics/metrics.ts"
import type { Case } from "./cases.ts"
import type { Probes } from "./probes.ts"

/** What is known of one case. */
export interface Result {
  readonly metrics: Metrics
  readonly probes?: Probes
}

export function metricsFile(folder: string, { id }: Case): string {
  return join(folder, `${id}.json`)
}

function probesFile(folder: string, { id }: Case): string {
  return join(folder, `${id}.probes.json`)
}

export function writeProbes(folder: string, which: Case, probes: Probes): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(probesFile(folder, which), `${JSON.stringify(probes)}\n`)
}

/** Undefined for a case that has not been measured. */
export function readResult(folder: string, which: Case): Result | undefined {
  const file = metricsFile(folder, which)
  if (!existsSync(file)) return undefined
  const metrics = metricsSchema.parse(JSON.parse(readFileSync(file, "utf8")))
  const more = probesFile(folder, which)
  return existsSync(more) ? { metrics, probes: JSON.parse(readFileSync(more, "utf8")) as Probes } : { metrics }
}
