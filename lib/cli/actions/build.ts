import { dirname, extname, join } from "node:path"
import { compileDockerfile } from "../../backends/dockerfile/index.ts"
import { buildImage, formatSummary, type Metrics, parseOutput, writeMetrics } from "../../build/index.ts"
import { storeFor } from "../../engine/index.ts"
import type { EngineChoice, StoreName } from "../../engine/types.ts"
import { StrataError } from "../../errors/index.ts"
import { imageWarnings } from "../../image/index.ts"
import { canonicalJson, imageDigest } from "../../ir/index.ts"
import { makeProgress, type Progress, type ProgressKind } from "../../progress/index.ts"
import type { Action, Parsed } from "../command.ts"
import { caches } from "./caches.ts"
import { type ChosenImage, chooseImage, defaultsTaken, defaultTag } from "./choose-image.ts"
import { flag, list, text } from "./options.ts"

/** Bytes an image takes before it has been built here: what a check of the disk assumes of an unknown one. */
const unknownImageBytes = 4e9

function describe(chosen: ChosenImage, tags: readonly string[]): string {
  const { image } = chosen
  const steps = compileDockerfile(image).sourceMap.filter(({ position }) => position !== undefined).length
  return `building ${tags.join(", ")}: ${image.stages.length} stages, ${steps} steps, definition ${imageDigest(image).slice(7, 19)}`
}

/** Stops the build once on the first signal; a second one ends the program the hard way. */
function stopOnSignals(): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, stop)
  return {
    signal: controller.signal,
    done: () => {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.removeListener(name, stop)
    },
  }
}

async function buildOne(
  parsed: Parsed,
  chosen: ChosenImage,
  progress: Progress,
  signal: AbortSignal,
): Promise<Metrics> {
  const given = list(parsed, "tag")
  const tags = given.length > 0 ? given : [defaultTag(chosen)]
  for (const warning of imageWarnings(chosen.image)) progress.note(`warning: ${warning}`)
  const defaults = defaultsTaken(chosen, parsed)
  if (defaults) progress.note(defaults)
  progress.note(describe(chosen, tags))
  const output = text(parsed, "output")
  const store = text(parsed, "store") as StoreName | undefined
  const cacheFrom = caches(list(parsed, "cacheFrom"), "cacheFrom", chosen.config)
  const cacheTo = caches(list(parsed, "cacheTo"), "cacheTo", chosen.config)
  return buildImage(chosen.image, {
    engine: (text(parsed, "engine") ?? "auto") as EngineChoice,
    store: storeFor({
      ...(store ? { store } : {}),
      ...(cacheFrom ? { cacheFrom } : {}),
      ...(cacheTo ? { cacheTo } : {}),
    }),
    tags,
    ...(output === undefined ? {} : { output: parseOutput(output) }),
    ...(cacheFrom ? { cacheFrom } : {}),
    ...(cacheTo ? { cacheTo } : {}),
    noCache: parsed.options.cache === false,
    refreshBases: flag(parsed, "refreshBase"),
    compressed: flag(parsed, "compressed"),
    contextDirectory: chosen.contextDirectory,
    expectedBytes: unknownImageBytes,
    onEvent: (event) => progress.event(event),
    signal,
  })
}

/** Name of a metrics file for one of several variants: `m.json` -> `m-server.json`. */
function metricsFile(file: string, variant: string | undefined, several: boolean): string {
  if (!several || variant === undefined) return file
  const extension = extname(file)
  return join(
    dirname(file),
    `${file.slice(dirname(file) === "." ? 0 : dirname(file).length + 1, -extension.length || undefined)}-${variant}${extension}`,
  )
}

/** The images to build: one, or with `--all-variants` each, the last of the definition first: a definition lists the largest first. */
async function choices(parsed: Parsed): Promise<readonly ChosenImage[]> {
  if (!flag(parsed, "allVariants")) return [await chooseImage(parsed)]
  if (text(parsed, "variant") !== undefined) {
    throw new StrataError({
      code: "invalid-option",
      message: "--variant and --all-variants cannot both be given",
      fix: "leave one out",
    })
  }
  const first = await chooseImage(parsed)
  const variants = first.definition.variants.toReversed()
  return variants.length === 0 ? [first] : Promise.all(variants.map((variant) => chooseImage(parsed, variant)))
}

export const buildAction: Action = async (parsed) => {
  const chosen = await choices(parsed)
  const output = text(parsed, "output")
  if (output !== undefined) parseOutput(output)
  if (chosen.length > 1 && (output !== undefined || list(parsed, "tag").length > 0)) {
    throw new StrataError({
      code: "invalid-option",
      message: "--tag and --output name one image, and --all-variants builds several",
      fix: "build them one by one, or leave the option out",
    })
  }
  const json = flag(parsed, "json")
  const progress = makeProgress((text(parsed, "progress") ?? "auto") as ProgressKind)
  const { signal, done } = stopOnSignals()
  const built: Metrics[] = []
  try {
    for (const each of chosen) {
      const metrics = await buildOne(parsed, each, progress, signal)
      built.push(metrics)
      const file = text(parsed, "metrics")
      if (file !== undefined) await writeMetrics(metricsFile(file, metrics.image.variant, chosen.length > 1), metrics)
      progress.end()
      if (!json) process.stdout.write(`${formatSummary(metrics)}\n`)
    }
  } finally {
    progress.end()
    done()
  }
  if (json) process.stdout.write(canonicalJson(built.length === 1 ? built[0] : built))
  return 0
}
