import { canonicalJson, platformWord } from "../../ir/index.ts"
import type { Metrics } from "../../metrics/metrics.ts"
import { formatSummary } from "../../report/index.ts"
import type { Action } from "../command.ts"
import type { BuildsDocument } from "../documents/builds.ts"
import { checkPlatforms } from "./build/check-platforms.ts"
import type { BuildInvocation, BuildJob } from "./build/invocation.ts"
import { type Built, overview } from "./build/overview.ts"
import { type Queue, queuesOf } from "./build/queues.ts"
import { readInvocation } from "./build/read-invocation.ts"
import { runJob, type Surroundings } from "./build/run-job.ts"
import { settle } from "./build/settle.ts"
import { withEngine } from "./build/with-engine.ts"
import { interruptible } from "./interruption.ts"

function summaryOf(metrics: Metrics, { output }: BuildJob): string {
  const written = output ? `\nwritten to ${output.kind}:${output.path}` : ""
  return `${formatSummary(metrics)}${written}\n`
}

/** One after the other: what each has cost is out before the next begins. */
async function buildQueue(
  { jobs, builder }: Queue,
  surroundings: Omit<Surroundings, "builder" | "prefix">,
  atOnce: boolean,
): Promise<readonly (Built & { readonly job: BuildJob })[]> {
  const { invocation, signal } = surroundings
  const built: (Built & { readonly job: BuildJob })[] = []
  const by = builder === undefined ? {} : { builder }
  for (const job of jobs) {
    signal.throwIfAborted()
    const { variant, platform } = job.chosen.image
    const prefix = [builder, variant, platformWord(platform)].filter((part) => part !== undefined).join(" ")
    const metrics = await runJob(job, { ...surroundings, ...by, ...(atOnce ? { prefix: `${prefix}: ` } : {}) })
    built.push({ job, metrics, ...by })
    if (job.metricsFile !== undefined) {
      const { writeMetrics } = await import("../../build/index.ts")
      await writeMetrics(job.metricsFile, metrics)
    }
    if (!invocation.json) process.stdout.write(summaryOf(metrics, job))
  }
  return built
}

/** Makes one image of those that a layout has for several platforms. */
async function joinPlatforms(
  { layout, name }: NonNullable<BuildInvocation["join"]>,
  built: readonly { readonly job: BuildJob }[],
  quiet: boolean,
): Promise<void> {
  const { joinLayout } = await import("../../engine/export/join-layout.ts")
  await joinLayout(
    layout,
    name,
    built.flatMap(({ job }) => job.output?.ref ?? []),
  )
  const platforms = built.map(({ job }) => job.chosen.image.platform).join(" and ")
  if (!quiet) process.stdout.write(`oci:${layout} has ${name} as one image for ${platforms}\n`)
}

/** Every job, by as many builders as there are. */
async function buildAll(invocation: BuildInvocation, signal: AbortSignal): Promise<readonly Metrics[]> {
  const begun = performance.now()
  const queues = await queuesOf(invocation)
  await checkPlatforms(invocation)
  const atOnce = queues.length > 1
  const built = await withEngine(invocation, signal, (build) =>
    settle(queues.map((queue) => buildQueue(queue, { invocation, build, signal }, atOnce))),
  )
  const inOrder = built.flat().sort((a, b) => invocation.jobs.indexOf(a.job) - invocation.jobs.indexOf(b.job))
  if (invocation.join) await joinPlatforms(invocation.join, inOrder, invocation.json)
  if (atOnce && !invocation.json) process.stdout.write(`${overview(inOrder, (performance.now() - begun) / 1000)}\n`)
  return inOrder.map(({ metrics }) => metrics)
}

/** One document: the metrics, or for `--all-variants` those of each. */
function documentOf(built: readonly Metrics[], several: boolean): Metrics | BuildsDocument | undefined {
  return several ? { format: "strata.builds", version: 1, builds: built } : built[0]
}

export const buildAction: Action = async (parsed) => {
  const invocation = await readInvocation(parsed)
  const built = await interruptible((signal) => buildAll(invocation, signal))
  if (invocation.json) process.stdout.write(canonicalJson(documentOf(built, invocation.several)))
  return 0
}
