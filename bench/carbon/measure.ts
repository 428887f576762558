/**
 * Builds, measures and frees the Carbon family, one image after the other, on the embedded engine.
 *   npx tsx --conditions=strata-source bench/carbon/measure.ts FOLDER [CASE...]
 * A case that has a metrics file in FOLDER is skipped, so it can be cut and started again. It stops when less than 20 GB of
 * disk are free: finished steps stay in the cache. Ends with the table of all that is measured.
 */
import { buildImage, type Metrics, writeMetrics } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import type { BuildEvent, Engine } from "../../lib/engine/types.ts"
import { formatProblem, StrataError } from "../../lib/errors/index.ts"
import { formatBytes } from "../../lib/report/bytes.ts"
import { type Case, cases } from "./cases.ts"
import { guardDisk } from "./disk-guard.ts"
import { probe } from "./probes.ts"
import { metricsFile, readResult, writeProbes } from "./results.ts"

const [folder, ...wanted] = process.argv.slice(2)
if (folder === undefined) throw new Error("usage: bench/carbon/measure.ts FOLDER [CASE...]")

function tagOf({ id }: Case): string {
  return `bench-carbon:${id}`
}

function report(event: BuildEvent): void {
  if (event.kind === "step-finished" && !event.cached)
    console.error(`${event.seconds.toFixed(0).padStart(6)} s  ${event.name.slice(0, 110)}`)
}

async function release(engine: Engine, which: Case): Promise<void> {
  switch (which.free) {
    case "nothing":
      return
    case "image":
      await engine.docker(["image", "rm", tagOf(which)])
      // Not `--all`: what later cases begin with is in the cache too.
      await engine.docker(["builder", "prune", "--force"])
      return
    case "everything":
      for (const each of cases) await engine.docker(["image", "rm", "--force", tagOf(each)])
      await engine.docker(["builder", "prune", "--all", "--force"])
      return
  }
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
  const probes = await probe(engine, which, tagOf(which))
  if (probes) writeProbes(into, which, probes)
  await writeMetrics(metricsFile(into, which), metrics)
  await release(engine, which)
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
