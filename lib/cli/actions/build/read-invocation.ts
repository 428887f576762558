import { parseOutput } from "../../../build/output.ts"
import { parseDaggerHost } from "../../../engine/dagger/parse-host.ts"
import type { StoreName } from "../../../engine/types.ts"
import { type Problem, throwIfAny } from "../../../errors/index.ts"
import type { ProgressKind } from "../../../progress/index.ts"
import type { Parsed } from "../../command.ts"
import { caches } from "../caches.ts"
import { type ChosenImage, chooseImage, defaultsTaken, defaultTag, everyVariant } from "../choose-image.ts"
import { flag, list, text } from "../options.ts"
import { daggerProblems } from "./dagger-problems.ts"
import type { BuildInvocation, BuildJob } from "./invocation.ts"
import { metricsFileOf } from "./metrics-file.ts"

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

/** The names that are given the image; Dagger has no store of its own, and loads it elsewhere only if asked to. */
function tagsOf(chosen: ChosenImage, parsed: Parsed): readonly string[] {
  const tags = list(parsed, "tag")
  return tags.length > 0 || text(parsed, "engine") === "dagger" ? tags : [defaultTag(chosen)]
}

function jobOf(chosen: ChosenImage, parsed: Parsed, several: boolean): BuildJob {
  const file = text(parsed, "metrics")
  const { variant } = chosen.image
  return {
    chosen,
    tags: tagsOf(chosen, parsed),
    defaults: defaultsTaken(chosen, parsed),
    ...(file === undefined
      ? {}
      : { metricsFile: several && variant !== undefined ? metricsFileOf(file, variant) : file }),
  }
}

/**
 * Reads the command line and composes its images. Nothing of an engine is loaded.
 * @throws StrataError `invalid-option`, and what `chooseImage` throws
 */
export async function readInvocation(parsed: Parsed): Promise<BuildInvocation> {
  const several = flag(parsed, "allVariants")
  throwIfAny([...(several ? severalProblems(parsed) : []), ...daggerProblems(parsed)])
  const [store, output] = [text(parsed, "store"), text(parsed, "output")]
  const outputSpec = output === undefined ? undefined : parseOutput(output)
  const host = text(parsed, "daggerHost")
  const daggerHost = host === undefined ? undefined : parseDaggerHost(host)
  const chosen = await chooseImage(parsed)
  const cacheFrom = caches(list(parsed, "cacheFrom"), "cacheFrom", chosen.config)
  const cacheTo = caches(list(parsed, "cacheTo"), "cacheTo", chosen.config)
  const images = several ? everyVariant(chosen, parsed) : [chosen]
  return {
    jobs: images.map((image) => jobOf(image, parsed, several)),
    several,
    // Commander has made sure of the choices.
    engine: (text(parsed, "engine") ?? "auto") as BuildInvocation["engine"],
    ...(daggerHost === undefined ? {} : { daggerHost }),
    builders: list(parsed, "builder").flatMap((names) => names.split(",").filter((name) => name !== "")),
    ...(store === undefined ? {} : { store: store as StoreName }),
    ...(outputSpec ? { output: outputSpec } : {}),
    ...(cacheFrom ? { cacheFrom } : {}),
    ...(cacheTo ? { cacheTo } : {}),
    noCache: parsed.options.cache === false,
    refreshBases: flag(parsed, "refreshBase"),
    compressed: flag(parsed, "compressed"),
    progress: flag(parsed, "quiet") ? "none" : ((text(parsed, "progress") ?? "auto") as ProgressKind),
    json: flag(parsed, "json"),
  }
}
