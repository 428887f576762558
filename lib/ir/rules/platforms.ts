import type { Problem } from "../../errors/index.ts"
import type { Image, Stage } from "../image.ts"
import type { AnyOp } from "../op.ts"
import { opProblem, type Rule } from "./rule.ts"

function lacks(op: AnyOp, platform: string): op is AnyOp & { readonly platforms: readonly string[] } {
  return "platforms" in op && op.platforms !== undefined && !op.platforms.includes(platform)
}

/** A step is several ops, in a component even in two stages, and lacks one thing: it is said once. */
function firstOfEachStep({ platform, stages }: Image): readonly (readonly [Stage, AnyOp])[] {
  const found = new Map<string, readonly [Stage, AnyOp]>()
  for (const stage of stages)
    for (const op of stage.ops) {
      const key = JSON.stringify(op.origin)
      if (lacks(op, platform) && !found.has(key)) found.set(key, [stage, op])
    }
  return [...found.values()]
}

const artifactsForPlatform: Rule = (image) =>
  firstOfEachStep(image).map(([stage, op]) => {
    const there = lacks(op, image.platform) ? op.platforms : []
    const only = there.length === 0 ? "" : `, only for ${there.join(" and ")}`
    return opProblem(
      stage,
      op,
      `has no artifact for ${image.platform}${only}`,
      "leave the step out there (`.when(platform === ..., ...)`), give it what that platform has, or do not build for it",
    )
  })

const onePlatform: Rule = ({ platform, stages }) =>
  stages.flatMap((stage): Problem[] =>
    stage.platform === undefined || stage.platform === platform
      ? []
      : [
          {
            code: "invalid-image",
            message: `stage '${stage.name}' is for ${stage.platform} and the image for ${platform}`,
            fix: "an image has one platform: make an image of each",
          },
        ],
  )

export const platformRules: readonly Rule[] = [onePlatform, artifactsForPlatform]
