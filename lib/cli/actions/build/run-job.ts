import { compileDockerfile } from "../../../backends/dockerfile/index.ts"
import type { BuildOptions } from "../../../build/index.ts"
import { type Image, platformWord } from "../../../ir/index.ts"
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
import type { BuildFunction } from "./with-engine.ts"

/** What a job is done with. */
export interface Surroundings {
  readonly invocation: BuildInvocation
  readonly build: BuildFunction
  readonly signal: AbortSignal
  readonly builder?: string
  /** Begins each line of what is said, where several jobs run at once; lines are then never painted over. */
  readonly prefix?: string
}

/** Says what will be done and what it needs. */
async function announce(
  job: BuildJob,
  { invocation, builder }: Surroundings,
  history: BuildHistory,
  progress: Progress,
): Promise<void> {
  const { image } = job.chosen
  if (job.defaults !== "") progress.note(job.defaults)
  const { describeEffort, describeEngine, describeImage } = await import("./describe.ts")
  for (const line of describeImage(image, job.tags)) progress.note(line)
  for (const line of await describeEngine(invocation, builder)) progress.note(line)
  progress.note(describeEffort(history, expectedBytes(image)))
}

function optionsOf(
  job: BuildJob,
  { invocation, builder }: Surroundings,
  history: BuildHistory,
): Omit<BuildOptions, "engine"> {
  const { store, cacheFrom, cacheTo, noCache, refreshBases, compressed } = invocation
  const { output } = job
  const { image, contextDirectory } = job.chosen
  // What was built here before is for the most part in the cache: a refusal would be wrong more often than right.
  const anew = noCache || history.unpackedBytes === undefined
  return {
    tags: job.tags,
    contextDirectory,
    noCache,
    refreshBases,
    compressed,
    ...(anew ? { expectedBytes: expectedBytes(image) } : {}),
    ...(builder === undefined ? {} : { builder }),
    ...(store ? { store } : {}),
    ...(output ? { output } : {}),
    ...(cacheFrom ? { cacheFrom } : {}),
    ...(cacheTo ? { cacheTo } : {}),
  }
}

/** What was learnt before there were platforms is of the default one. */
function historyKey({ name, variant, os, platform }: Image): string {
  const word = platformWord(platform)
  return [name, variant ?? "", os, ...(word ? [word] : [])].join("/")
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
export async function runJob(job: BuildJob, surroundings: Surroundings): Promise<Metrics> {
  const { invocation, build, signal, prefix } = surroundings
  const { image } = job.chosen
  const history = readHistory(historyKey(image))
  const plan = planSteps(image, compileDockerfile(image))
  const progress = makeProgress({
    kind: prefix !== undefined && invocation.progress !== "none" ? "plain" : invocation.progress,
    plan,
    known: history.steps,
    ...(prefix === undefined ? {} : { prefix }),
  })
  try {
    await announce(job, surroundings, history, progress)
    const metrics = await build(image, {
      ...optionsOf(job, surroundings, history),
      onEvent: (event) => progress.event(event),
      signal,
    })
    learn(image, metrics, progress)
    return metrics
  } finally {
    progress.end()
  }
}
