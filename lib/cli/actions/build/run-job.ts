import { compileDockerfile } from "../../../backends/dockerfile/index.ts"
import type { BuildOptions } from "../../../build/index.ts"
import type { Image } from "../../../ir/index.ts"
import type { Metrics } from "../../../metrics/metrics.ts"
import {
  type BuildHistory,
  keepHistory,
  makeProgress,
  type Progress,
  planSteps,
  readHistory,
} from "../../../progress/index.ts"
import { expectedBytes } from "../expected-bytes.ts"
import type { BuildInvocation, BuildJob } from "./invocation.ts"

/** Says what will be done and what it needs. */
async function announce(
  job: BuildJob,
  { engine }: BuildInvocation,
  history: BuildHistory,
  progress: Progress,
): Promise<void> {
  const { image } = job.chosen
  if (job.defaults !== "") progress.note(job.defaults)
  const { describeEffort, describeEngine, describeImage } = await import("./describe.ts")
  for (const line of describeImage(image, job.tags)) progress.note(line)
  for (const line of await describeEngine(engine)) progress.note(line)
  progress.note(describeEffort(history, expectedBytes(image)))
}

function optionsOf(job: BuildJob, invocation: BuildInvocation, history: BuildHistory): BuildOptions {
  const { engine, store, output, cacheFrom, cacheTo, noCache, refreshBases, compressed } = invocation
  const { image, contextDirectory } = job.chosen
  // What was built here before is for the most part in the cache: a refusal would be wrong more often than right.
  const anew = noCache || history.unpackedBytes === undefined
  return {
    engine,
    tags: job.tags,
    contextDirectory,
    noCache,
    refreshBases,
    compressed,
    ...(anew ? { expectedBytes: expectedBytes(image) } : {}),
    ...(store ? { store } : {}),
    ...(output ? { output } : {}),
    ...(cacheFrom ? { cacheFrom } : {}),
    ...(cacheTo ? { cacheTo } : {}),
  }
}

function historyKey({ name, variant, os }: Image): string {
  return [name, variant ?? "", os].join("/")
}

function learn(image: Image, metrics: Metrics, progress: Progress): void {
  const ran = metrics.cache.cachedSteps < metrics.cache.totalSteps
  keepHistory(historyKey(image), {
    steps: progress.seconds(),
    unpackedBytes: metrics.unpackedBytes,
    ...(ran ? { seconds: metrics.seconds } : {}),
  })
}

/** Builds one image, shows how it goes on standard error, and keeps what it took for the next time. */
export async function runJob(job: BuildJob, invocation: BuildInvocation, signal: AbortSignal): Promise<Metrics> {
  const { image } = job.chosen
  const history = readHistory(historyKey(image))
  const plan = planSteps(image, compileDockerfile(image))
  const progress = makeProgress({ kind: invocation.progress, plan, known: history.steps })
  try {
    await announce(job, invocation, history, progress)
    // The engine is loaded after the first lines are out.
    const { buildImage } = await import("../../../build/index.ts")
    const metrics = await buildImage(image, {
      ...optionsOf(job, invocation, history),
      onEvent: (event) => progress.event(event),
      signal,
    })
    learn(image, metrics, progress)
    return metrics
  } finally {
    progress.end()
  }
}
