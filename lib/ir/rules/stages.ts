import { didYouMean, type Problem } from "../../errors/index.ts"
import type { Image } from "../image.ts"
import type { AnyOp } from "../op.ts"
import { eachOp, opProblem, type Rule } from "./rule.ts"

/** Names of the stages that an op takes files from. */
export function stagesUsedBy(op: AnyOp): readonly string[] {
  if (op.kind === "from") return op.source.kind === "stage" ? [op.source.stage] : []
  if (op.kind === "copy") return op.from === undefined ? [] : [op.from]
  if (op.kind === "exec")
    return op.mounts.flatMap((mount) => (mount.kind === "bind" && mount.from !== undefined ? [mount.from] : []))
  return []
}

const uniqueNames: Rule = (image) => {
  const seen = new Set<string>()
  return image.stages.flatMap(({ name }): Problem[] => {
    if (seen.has(name))
      return [
        {
          code: "invalid-image",
          message: `stage '${name}' is defined twice`,
          fix: "give each stage a name of its own",
        },
      ]
    seen.add(name)
    return []
  })
}

const oneFromFirst: Rule = (image) => [
  ...image.stages
    .filter((stage) => stage.ops[0]?.kind !== "from")
    .map(
      (stage): Problem => ({
        code: "invalid-image",
        message: `stage '${stage.name}' does not begin with a base`,
        fix: "make a 'from' op its first",
      }),
    ),
  ...eachOp(image, (stage, op, index) =>
    op.kind === "from" && index > 0
      ? opProblem(stage, op, "a stage has one base, at its beginning", "start another stage")
      : undefined,
  ),
]

const knownEarlierStages: Rule = (image) => {
  const names = image.stages.map((stage) => stage.name)
  return image.stages.flatMap((stage, position) =>
    stage.ops.flatMap((op) =>
      stagesUsedBy(op).flatMap((used): Problem[] => {
        if (!names.includes(used)) return [opProblem(stage, op, `there is no stage '${used}'`, didYouMean(used, names))]
        if (names.indexOf(used) >= position)
          return [opProblem(stage, op, `stage '${used}' comes later or is itself`, "define it before it is used")]
        return []
      }),
    ),
  )
}

const runtimeTarget: Rule = (image: Image) => {
  const target = image.stages.find((stage) => stage.name === image.target)
  if (target?.kind === "runtime") return []
  const runtimes = image.stages.filter((stage) => stage.kind === "runtime").map((stage) => stage.name)
  return [
    {
      code: "invalid-image",
      message: target
        ? `the target '${image.target}' is a builder stage, and builders do not ship`
        : `the target stage '${image.target}' does not exist`,
      fix: target ? "make a runtime stage the target" : didYouMean(image.target, runtimes),
    },
  ]
}

/** A runtime that begins at a builder would carry all of it. */
const runtimeNotFromBuilder: Rule = (image) => {
  const kinds = new Map(image.stages.map((stage) => [stage.name, stage.kind]))
  return eachOp(image, (stage, op) =>
    stage.kind === "runtime" &&
    op.kind === "from" &&
    op.source.kind === "stage" &&
    kinds.get(op.source.stage) === "builder"
      ? opProblem(
          stage,
          op,
          `a runtime stage cannot begin at builder '${op.source.stage}'`,
          "copy what it needs with copyFrom",
        )
      : undefined,
  )
}

export const stageRules: readonly Rule[] = [
  uniqueNames,
  oneFromFirst,
  knownEarlierStages,
  runtimeTarget,
  runtimeNotFromBuilder,
]
