import { parse } from "node:path"
import { compileDockerfile } from "../../backends/dockerfile/index.ts"
import { type OutputSpec, parseOutput } from "../../build/output.ts"
import type { CacheLocation, EngineChoice, StoreName } from "../../engine/types.ts"
import { type Problem, StrataError, throwIfAny } from "../../errors/index.ts"
import { canonicalJson } from "../../ir/index.ts"
import type { Metrics } from "../../metrics/metrics.ts"
import {
  type BuildHistory,
  keepHistory,
  makeProgress,
  type Progress,
  type ProgressKind,
  planSteps,
  readHistory,
} from "../../progress/index.ts"
import { formatSummary } from "../../report/index.ts"
import type { Action, Parsed } from "../command.ts"
import { caches } from "./caches.ts"
import { type ChosenImage, chooseImage, defaultsTaken, defaultTag, everyVariant } from "./choose-image.ts"
import { expectedBytes } from "./expected-bytes.ts"
import { interruption } from "./interruption.ts"
import { flag, list, text } from "./options.ts"

/** A command line that was understood: all that can be wrong with it was found before anything starts. */
interface Wish {
  readonly images: readonly ChosenImage[]
  readonly engine: EngineChoice
  readonly store?: StoreName
  readonly tags: readonly string[]
  readonly output?: OutputSpec
  readonly metrics?: string
  readonly cacheFrom?: readonly CacheLocation[]
  readonly cacheTo?: readonly CacheLocation[]
  readonly progress: ProgressKind
}

/** Options that name one result, where there are several. */
function severalProblems(parsed: Parsed): readonly Problem[] {
  const of = (option: string, fix: string): Problem => ({
    code: "invalid-option",
    message: `${option} and --all-variants cannot both be given`,
    fix,
  })
  return [
    ...(text(parsed, "variant") === undefined ? [] : [of("--variant", "leave one of them out")]),
    ...(list(parsed, "tag").length === 0 ? [] : [of("--tag", "leave it out: each variant has a tag of its own")]),
    ...(text(parsed, "output") === undefined ? [] : [of("--output", "build the variants one by one")]),
  ]
}

async function understand(parsed: Parsed): Promise<Wish> {
  const all = flag(parsed, "allVariants")
  if (all) throwIfAny(severalProblems(parsed))
  const [store, output, metrics] = [text(parsed, "store"), text(parsed, "output"), text(parsed, "metrics")]
  const outputSpec = output === undefined ? undefined : parseOutput(output)
  const chosen = await chooseImage(parsed)
  const cacheFrom = caches(list(parsed, "cacheFrom"), "cacheFrom", chosen.config)
  const cacheTo = caches(list(parsed, "cacheTo"), "cacheTo", chosen.config)
  return {
    images: all ? everyVariant(chosen, parsed) : [chosen],
    engine: (text(parsed, "engine") ?? "auto") as EngineChoice,
    tags: list(parsed, "tag"),
    progress: flag(parsed, "quiet") ? "none" : ((text(parsed, "progress") ?? "auto") as ProgressKind),
    ...(store === undefined ? {} : { store: store as StoreName }),
    ...(outputSpec === undefined ? {} : { output: outputSpec }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(cacheFrom ? { cacheFrom } : {}),
    ...(cacheTo ? { cacheTo } : {}),
  }
}

/** Name of the metrics file of one of several variants: `m.json` -> `m-server.json`. */
function metricsFile(file: string, variant: string | undefined, several: boolean): string {
  if (!several || variant === undefined) return file
  const { dir, name, ext } = parse(file)
  return `${dir === "" ? "" : `${dir}/`}${name}-${variant}${ext}`
}

/** Says what will be done and what it needs; loads nothing of the engine before the first line is out. */
async function announce(
  wish: Wish,
  chosen: ChosenImage,
  tags: readonly string[],
  history: BuildHistory,
  progress: Progress,
): Promise<void> {
  const { describeEffort, describeEngine, describeImage } = await import("./announce.ts")
  for (const line of describeImage(chosen.image, tags)) progress.note(line)
  for (const line of await describeEngine(wish.engine)) progress.note(line)
  progress.note(describeEffort(history, expectedBytes(chosen.image)))
}

function historyKey({ image }: ChosenImage): string {
  return [image.name, image.variant ?? "", image.os].join("/")
}

async function buildOne(parsed: Parsed, wish: Wish, chosen: ChosenImage, signal: AbortSignal): Promise<Metrics> {
  const { image, contextDirectory } = chosen
  const tags = wish.tags.length > 0 ? wish.tags : [defaultTag(chosen)]
  const history = readHistory(historyKey(chosen))
  const plan = planSteps(image, compileDockerfile(image))
  const progress = makeProgress({ kind: wish.progress, plan, known: history.steps })
  const anew = parsed.options.cache === false || history.unpackedBytes === undefined
  try {
    const defaults = defaultsTaken(chosen, parsed)
    if (defaults) progress.note(defaults)
    await announce(wish, chosen, tags, history, progress)
    const { buildImage } = await import("../../build/index.ts")
    const metrics = await buildImage(image, {
      engine: wish.engine,
      tags,
      contextDirectory,
      noCache: parsed.options.cache === false,
      refreshBases: flag(parsed, "refreshBase"),
      compressed: flag(parsed, "compressed"),
      onEvent: (event) => progress.event(event),
      signal,
      // What was built here before is for the most part in the cache: a refusal would be wrong more often than right.
      ...(anew ? { expectedBytes: expectedBytes(image) } : {}),
      ...(wish.store ? { store: wish.store } : {}),
      ...(wish.output ? { output: wish.output } : {}),
      ...(wish.cacheFrom ? { cacheFrom: wish.cacheFrom } : {}),
      ...(wish.cacheTo ? { cacheTo: wish.cacheTo } : {}),
    })
    const ran = metrics.cache.cachedSteps < metrics.cache.totalSteps
    keepHistory(historyKey(chosen), {
      steps: progress.seconds(),
      unpackedBytes: metrics.unpackedBytes,
      ...(ran ? { seconds: metrics.seconds } : {}),
    })
    return metrics
  } finally {
    progress.end()
  }
}

function summaryOf(metrics: Metrics, wish: Wish): string {
  const written = wish.output ? `\nwritten to ${wish.output.kind}:${wish.output.path}` : ""
  return `${formatSummary(metrics)}${written}\n`
}

/** One document: the metrics, or for `--all-variants` those of each. */
function documentOf(built: readonly Metrics[], several: boolean): unknown {
  return several ? { format: "strata.builds", version: 1, builds: built } : built[0]
}

export const buildAction: Action = async (parsed) => {
  const wish = await understand(parsed)
  const json = flag(parsed, "json")
  const several = flag(parsed, "allVariants")
  const { signal, done } = interruption()
  const built: Metrics[] = []
  try {
    for (const chosen of wish.images) {
      const metrics = await buildOne(parsed, wish, chosen, signal)
      built.push(metrics)
      if (wish.metrics !== undefined) {
        const { writeMetrics } = await import("../../build/index.ts")
        await writeMetrics(metricsFile(wish.metrics, metrics.image.variant, several), metrics)
      }
      if (!json) process.stdout.write(summaryOf(metrics, wish))
    }
  } catch (error) {
    if (!signal.aborted || error instanceof StrataError) throw error
    // Whatever an interrupted piece of work throws, the cause is the interruption.
    throw new StrataError(
      {
        code: "interrupted",
        message: "stopped by a signal",
        fix: "run the command again: what was built so far is cached",
      },
      { cause: error },
    )
  } finally {
    done()
  }
  if (json) process.stdout.write(canonicalJson(documentOf(built, several)))
  return 0
}
