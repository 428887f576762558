import type { Client, Container } from "@dagger.io/dagger"
import type { Image } from "../../ir/index.ts"
import { dispatch } from "../backend.ts"
import { handlers } from "./handlers.ts"
import { opsFromBase } from "./ops-from-base.ts"
import type { DaggerOptions } from "./options.ts"
import { stageKeys } from "./stage-keys.ts"
import { targetBase } from "./target-base.ts"

/** Stages that were compiled with the same client and options, by their keys. */
export type Compiled = Map<string, Container>

/**
 * Gives a function from a stage's name to its container. A stage is compiled when it is first asked for, so a builder
 * that nothing uses is never made, as in BuildKit; and once.
 */
export function compileStages(
  client: Client,
  image: Image,
  options: DaggerOptions,
  compiled: Compiled = new Map(),
): (name: string) => Container {
  const stages = new Map(image.stages.map((stage) => [stage.name, stage]))
  const keys = stageKeys(image)
  return function compileStage(name: string): Container {
    const key = keys.get(name)
    const stage = stages.get(name)
    if (key === undefined || stage === undefined) throw new Error(`no stage '${name}': the image was not validated`)
    const known = compiled.get(key)
    if (known !== undefined) return known
    const all = opsFromBase(stage, image)
    const inherited = all.length - stage.ops.length
    const surroundings = { client, image, options, keys, targetBase: targetBase(image), stage: compileStage }
    const made = stage.ops.reduce(
      (container, op, index) =>
        dispatch(handlers, op, { ...surroundings, container, before: all.slice(0, inherited + index) }),
      // The first op is always `from`, which begins anew.
      client.container(),
    )
    compiled.set(key, made)
    return made
  }
}
