import { canonicalJson } from "../../ir/index.ts"
import type { Metrics } from "../../metrics/metrics.ts"
import { formatSummary } from "../../report/index.ts"
import type { Action } from "../command.ts"
import type { BuildsDocument } from "../documents/builds.ts"
import type { BuildInvocation } from "./build/invocation.ts"
import { readInvocation } from "./build/read-invocation.ts"
import { runJob } from "./build/run-job.ts"
import { interruptible } from "./interruption.ts"

function summaryOf(metrics: Metrics, { output }: BuildInvocation): string {
  const written = output ? `\nwritten to ${output.kind}:${output.path}` : ""
  return `${formatSummary(metrics)}${written}\n`
}

/** One after the other: what each has cost is out before the next begins. */
async function buildEach(invocation: BuildInvocation, signal: AbortSignal): Promise<readonly Metrics[]> {
  const built: Metrics[] = []
  for (const job of invocation.jobs) {
    const metrics = await runJob(job, invocation, signal)
    built.push(metrics)
    if (job.metricsFile !== undefined) {
      const { writeMetrics } = await import("../../build/index.ts")
      await writeMetrics(job.metricsFile, metrics)
    }
    if (!invocation.json) process.stdout.write(summaryOf(metrics, invocation))
  }
  return built
}

/** One document: the metrics, or for `--all-variants` those of each. */
function documentOf(built: readonly Metrics[], several: boolean): Metrics | BuildsDocument | undefined {
  return several ? { format: "strata.builds", version: 1, builds: built } : built[0]
}

export const buildAction: Action = async (parsed) => {
  const invocation = await readInvocation(parsed)
  const built = await interruptible((signal) => buildEach(invocation, signal))
  if (invocation.json) process.stdout.write(canonicalJson(documentOf(built, invocation.several)))
  return 0
}
