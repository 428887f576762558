import type { LayerStepsOf } from "../../inspect/index.ts"
import type { Image } from "../../ir/index.ts"
import type { Parsed } from "../command.ts"
import { text } from "./options.ts"

/** The image that is meant, and what made its layers where its definition is at hand. */
export interface NamedImage {
  /** As `openImage` reads it. */
  readonly ref: string
  readonly stepsOf?: LayerStepsOf
}

/** Says for each layer which line of the definition made it; for the base's layers the history has to do. */
async function stepsFrom(image: Image): Promise<LayerStepsOf> {
  const { compileDockerfile } = await import("../../backends/dockerfile/index.ts")
  const { attributeLayers } = await import("../../metrics/index.ts")
  const ops = compileDockerfile(image).sourceMap.filter(({ stage }) => stage === image.target)
  return (history, layerCount) =>
    attributeLayers(history, layerCount, ops).map((op) =>
      op ? { step: op.origin.step, ...(op.origin.at ? { at: op.origin.at } : {}) } : undefined,
    )
}

const couldBeName = /^[a-z0-9][\w.-]*$/i
const couldBeModule = /\.[cm]?[jt]s$/

/** Whether the user names a definition: one of strata.config.ts, or a module. `docker:NAME` always means the engine's. */
async function isDefinition(name: string): Promise<boolean> {
  if (!couldBeName.test(name) && !couldBeModule.test(name)) return false
  const { isModulePath, loadConfig } = await import("../../config/index.ts")
  if (couldBeName.test(name)) return Object.hasOwn((await loadConfig())?.config.images ?? {}, name)
  return isModulePath(name)
}

/**
 * What a user names: an image where it lies, or a definition, whose image is looked for in the engine by the
 * tag that `strata build` gives it (`--variant` and `--os` choose; `--tag` says it where another was given). What reads
 * definitions is loaded only for one: it is half of what the command would load.
 */
export async function namedImage(name: string, parsed: Parsed): Promise<NamedImage> {
  if (!(await isDefinition(name))) return { ref: name }
  const { chooseImage, defaultTag } = await import("./choose-image.ts")
  const chosen = await chooseImage({ ...parsed, args: [name] })
  return { ref: `docker:${text(parsed, "tag") ?? defaultTag(chosen)}`, stepsOf: await stepsFrom(chosen.image) }
}

/** The name of an image without the prefix that says it is in an engine. */
export function plainRef(ref: string): string {
  return ref.replace(/^docker:/, "")
}
