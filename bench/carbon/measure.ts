/**
 * Builds, measures and frees the Carbon family, one image after the other, on the embedded engine.
 *   npx tsx --conditions=strata-source bench/carbon/measure.ts [--before=DATE] [--keep] [CASE...]
 * What is known of a case is kept in bench/carbon/measured, a file each, so that one can be measured again without the others.
 * Measures the cases that are named; else those that have no record, with --before also those of an earlier day, so that a
 * whole round can be cut and started again. Images share layers only where they were built in one round: measure the
 * variants of a family together. What it built stays in the engine's cache, where others may need it; with --keep the images
 * themselves stay too, to be verified as `bench-carbon:CASE`. It stops when less than 11 GB of disk are free: empty the cache
 * (`strata engine docker builder prune`), and start it again with what is missing.
 * Ends with the table of all that is measured.
 */
import { parseArgs } from "node:util"
import { buildImage, type Metrics } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import type { BuildEvent, Engine } from "../../lib/engine/types.ts"
import { formatProblem, StrataError } from "../../lib/errors/index.ts"
import { formatBytes } from "../../lib/text/bytes.ts"
import { type Case, cases, tagOf } from "./cases.ts"
import { guardDisk } from "./disk-guard.ts"
import { lookInside } from "./look-inside.ts"
import { probe } from "./probes.ts"
import { readResult, trimmed, writeResult } from "./results.ts"

const { values, positionals: named } = parseArgs({
  options: { before: { type: "string" }, keep: { type: "boolean", default: false } },
  allowPositionals: true,
})
const unknown = named.filter((name) => !cases.some(({ id }) => id === name))
if (unknown.length > 0)
  throw new Error(`no case ${unknown.join(", ")}; there are ${cases.map(({ id }) => id).join(", ")}`)

function isWanted(which: Case): boolean {
  if (named.length > 0) return named.includes(which.id)
  const { date } = readResult(which) ?? {}
  return date === undefined || (values.before !== undefined && date < values.before)
}

/** The engine may forget what no image holds, so what later cases, and compressed.ts, begin with stays. */
function isBuiltUpon({ role, image }: Case): boolean {
  return role === "family" || role === "tensorflow" || role === "lazy" || (role === "legacy" && image === "base")
}

function report(event: BuildEvent): void {
  if (event.kind === "step-finished" && !event.cached)
    console.error(`${event.seconds.toFixed(0).padStart(6)} s  ${event.name.slice(0, 110)}`)
}

const openBench = (): Promise<Engine> => openEngine({ choice: "embedded", store: "classic" })

async function build(which: Case): Promise<Metrics> {
  const guard = guardDisk(openBench)
  try {
    return await buildImage(which.definition(), {
      engine: "embedded",
      store: "classic",
      contextDirectory: import.meta.dirname,
      tags: [tagOf(which)],
      onEvent: report,
      signal: guard.signal,
    })
  } finally {
    guard.stop()
  }
}

async function measure(which: Case): Promise<void> {
  console.error(`${which.id}: building`)
  const metrics = await build(which)
  const engine = await openBench()
  const probes = await probe(engine, which, tagOf(which))
  const inside = await lookInside(engine, which, tagOf(which))
  const date = new Date().toISOString().slice(0, 10)
  writeResult(which, { date, metrics: trimmed(metrics), ...(probes ? { probes } : {}), ...inside })
  if (!values.keep && !isBuiltUpon(which)) await engine.docker(["image", "rm", tagOf(which)])
}

try {
  for (const which of cases.filter(isWanted)) await measure(which)
} catch (error) {
  if (!(error instanceof StrataError)) throw error
  console.error(error.problems.map(formatProblem).join("\n"))
  process.exitCode = error.exitCode
}
for (const which of cases) {
  const bytes = readResult(which)?.metrics.unpackedBytes
  console.log(
    `${which.id.padEnd(24)} ${bytes === undefined ? "not measured" : `${bytes} bytes, ${formatBytes(bytes)}`}`,
  )
}
