/**
 * Builds, measures and frees the Carbon family, one image after the other, on the embedded engine.
 *   npx tsx --conditions=strata-source bench/carbon/measure.ts FOLDER [CASE...]
 * A case that has a metrics file in FOLDER is skipped, so it can be cut and started again. What it built stays in the engine's
 * cache, where others may need it. It stops when less than 15 GB of disk are free: empty the cache (`strata engine docker
 * builder prune`), and start it again with the cases that are missing. Ends with the table of all that is measured.
 */
import { buildImage, type Metrics, writeMetrics } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import type { BuildEvent, Engine } from "../../lib/engine/types.ts"
import { formatProblem, StrataError } from "../../lib/errors/index.ts"
import { formatBytes } from "../../lib/report/bytes.ts"
import { type Case, cases, tagOf } from "./cases.ts"
import { guardDisk } from "./disk-guard.ts"
import { probe } from "./probes.ts"
import { metricsFile, readResult, writeAsked } from "./results.ts"
import { takeFloor } from "./take-floor.ts"

const [folder, ...wanted] = process.argv.slice(2)
if (folder === undefined) throw new Error("usage: bench/carbon/measure.ts FOLDER [CASE...]")

/** The engine may forget what no image holds, so what later cases, and compressed.ts, begin with stays. */
function isBuiltUpon({ role, image }: Case): boolean {
  return role === "family" || role === "lazy" || (role === "legacy" && image === "base")
}

function report(event: BuildEvent): void {
  if (event.kind === "step-finished" && !event.cached)
    console.error(`${event.seconds.toFixed(0).padStart(6)} s  ${event.name.slice(0, 110)}`)
}

const openBench = (): Promise<Engine> => openEngine({ choice: "embedded", store: "classic" })

async function build(which: Case, into: string): Promise<Metrics> {
  const guard = guardDisk(openBench)
  try {
    return await buildImage(which.definition(), {
      engine: "embedded",
      store: "classic",
      contextDirectory: into,
      tags: [tagOf(which)],
      onEvent: report,
      signal: guard.signal,
    })
  } finally {
    guard.stop()
  }
}

async function measure(which: Case, into: string): Promise<void> {
  console.error(`${which.id}: building`)
  const metrics = await build(which, into)
  const engine = await openBench()
  const [probes, floor] = [await probe(engine, which, tagOf(which)), await takeFloor(engine, which, tagOf(which))]
  writeAsked(into, which, { ...(probes ? { probes } : {}), ...(floor ? { floor } : {}) })
  await writeMetrics(metricsFile(into, which), metrics)
  if (!isBuiltUpon(which)) await engine.docker(["image", "rm", tagOf(which)])
}

async function measureAll(into: string): Promise<void> {
  for (const which of cases) {
    if (wanted.length > 0 && !wanted.includes(which.id)) continue
    if (readResult(into, which) === undefined) await measure(which, into)
  }
}

try {
  await measureAll(folder)
} catch (error) {
  if (!(error instanceof StrataError)) throw error
  console.error(error.problems.map(formatProblem).join("\n"))
  process.exitCode = error.exitCode
}
for (const which of cases) {
  const bytes = readResult(folder, which)?.metrics.unpackedBytes
  console.log(
    `${which.id.padEnd(24)} ${bytes === undefined ? "not measured" : `${bytes} bytes, ${formatBytes(bytes)}`}`,
  )
}
