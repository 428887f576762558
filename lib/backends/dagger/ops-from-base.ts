import type { AnyOp, Image, Stage } from "../../ir/index.ts"

/** Ops of a stage after those of the stages that it begins at. */
export function opsFromBase(stage: Stage, image: Image): readonly AnyOp[] {
  const first = stage.ops[0]
  const name = first?.kind === "from" && first.source.kind === "stage" ? first.source.stage : undefined
  const earlier = image.stages.slice(0, image.stages.indexOf(stage))
  const base = earlier.find((other) => other.name === name)
  return [...(base === undefined ? [] : opsFromBase(base, image)), ...stage.ops]
}
