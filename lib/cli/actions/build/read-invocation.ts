import { type OutputSpec, parseOutput } from "../../../build/output.ts"
import { parseDaggerHost } from "../../../engine/dagger/parse-host.ts"
import type { StoreName } from "../../../engine/types.ts"
import { type Problem, throwIfAny } from "../../../errors/index.ts"
import { architectureWord } from "../../../ir/index.ts"
import type { ProgressKind } from "../../../progress/index.ts"
import type { Parsed } from "../../command.ts"
import { caches } from "../caches.ts"
import {
  type ChosenImage,
  chooseImage,
  defaultsTaken,
  defaultTag,
  everyImage,
  tagOfPlatforms,
} from "../choose-image.ts"
import { flag, list, text } from "../options.ts"
import { platformsAsked } from "../platforms-asked.ts"
import { daggerProblems } from "./dagger-problems.ts"
import type { BuildInvocation, BuildJob } from "./invocation.ts"
import { metricsFileOf } from "./metrics-file.ts"

/** Options that name one result, where there are several. */
function severalProblems(parsed: Parsed, output: OutputSpec | undefined): readonly Problem[] {
  const [everyVariant, platforms] = [flag(parsed, "allVariants"), platformsAsked(parsed).length]
  if (!everyVariant && platforms < 2) return []
  const cause = everyVariant ? "--all-variants" : `${platforms} platforms`
  const of = (option: string, fix: string): Problem => ({
    code: "invalid-option",
    message: `${option} and ${cause} cannot both be given`,
    fix,
  })
  const each = everyVariant ? "variant" : "platform"
  const archive = platforms > 1 && output?.kind === "docker-archive"
  return [
    ...(everyVariant && text(parsed, "variant") !== undefined ? [of("--variant", "leave one of them out")] : []),
    ...(list(parsed, "tag").length === 0 ? [] : [of("--tag", `leave it out: each ${each} has a tag of its own`)]),
    ...(everyVariant && output ? [of("--output", "build the variants one by one")] : []),
    ...(!everyVariant && archive ? [of("--output=docker-archive", "write a layout, which holds all: oci:DIR")] : []),
  ]
}

/** The names that are given the image; Dagger has no store of its own, and loads it elsewhere only if asked to. */
function tagsOf(chosen: ChosenImage, parsed: Parsed): readonly string[] {
  const tags = list(parsed, "tag")
  return tags.length > 0 || text(parsed, "engine") === "dagger" ? tags : [defaultTag(chosen)]
}

/** What sets one of several images apart. */
function wordsOf({ image: { variant, platform } }: ChosenImage, parsed: Parsed): readonly string[] {
  return [
    ...(flag(parsed, "allVariants") && variant !== undefined ? [variant] : []),
    ...(platformsAsked(parsed).length > 1 ? [architectureWord(platform)] : []),
  ]
}

/** In a layout the image of a platform has a name of its own until all are there. */
function outputOf(chosen: ChosenImage, output: OutputSpec, isJoined: boolean): OutputSpec {
  if (!isJoined) return output
  return { ...output, ref: `${tagOfPlatforms(chosen)}-${architectureWord(chosen.image.platform)}` }
}

function jobOf(chosen: ChosenImage, parsed: Parsed, output: OutputSpec | undefined): BuildJob {
  const file = text(parsed, "metrics")
  return {
    chosen,
    tags: tagsOf(chosen, parsed),
    defaults: defaultsTaken(chosen, parsed),
    ...(file === undefined ? {} : { metricsFile: metricsFileOf(file, wordsOf(chosen, parsed)) }),
    ...(output ? { output: outputOf(chosen, output, platformsAsked(parsed).length > 1) } : {}),
  }
}

/**
 * Reads the command line and composes its images. Nothing of an engine is loaded.
 * @throws StrataError `invalid-option`, and what `chooseImage` throws
 */
export async function readInvocation(parsed: Parsed): Promise<BuildInvocation> {
  const [store, written] = [text(parsed, "store"), text(parsed, "output")]
  const output = written === undefined ? undefined : parseOutput(written)
  throwIfAny([...severalProblems(parsed, output), ...daggerProblems(parsed)])
  const host = text(parsed, "daggerHost")
  const daggerHost = host === undefined ? undefined : parseDaggerHost(host)
  const chosen = await chooseImage(parsed)
  const cacheFrom = caches(list(parsed, "cacheFrom"), "cacheFrom", chosen.config)
  const cacheTo = caches(list(parsed, "cacheTo"), "cacheTo", chosen.config)
  const severalPlatforms = platformsAsked(parsed).length > 1
  return {
    jobs: everyImage(chosen, parsed).map((image) => jobOf(image, parsed, output)),
    several: flag(parsed, "allVariants") || severalPlatforms,
    ...(output && severalPlatforms ? { join: { layout: output.path, name: tagOfPlatforms(chosen) } } : {}),
    // Commander has made sure of the choices.
    engine: (text(parsed, "engine") ?? "auto") as BuildInvocation["engine"],
    ...(daggerHost === undefined ? {} : { daggerHost }),
    builders: list(parsed, "builder").flatMap((names) => names.split(",").filter((name) => name !== "")),
    ...(store === undefined ? {} : { store: store as StoreName }),
    ...(cacheFrom ? { cacheFrom } : {}),
    ...(cacheTo ? { cacheTo } : {}),
    noCache: parsed.options.cache === false,
    refreshBases: flag(parsed, "refreshBase"),
    compressed: flag(parsed, "compressed"),
    progress: flag(parsed, "quiet") ? "none" : ((text(parsed, "progress") ?? "auto") as ProgressKind),
    json: flag(parsed, "json"),
  }
}
