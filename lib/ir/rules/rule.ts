import type { Problem } from "../../errors/index.ts"
import type { Image, Stage } from "../image.ts"
import type { AnyOp } from "../op.ts"

/** A rule looks at a whole image and lists what is wrong with it; it never throws. */
export type Rule = (image: Image) => readonly Problem[]

/** A problem with an op: says in which stage and step it is, and where the user wrote it. */
export function opProblem(stage: Stage, op: AnyOp, message: string, fix?: string): Problem {
  return {
    code: "invalid-image",
    message: `stage '${stage.name}', ${op.origin.step}: ${message}`,
    ...(fix === undefined ? {} : { fix }),
    ...(op.origin.at === undefined ? {} : { at: op.origin.at }),
  }
}

/** Runs `check` over every op of every stage and collects what it returns. */
export function eachOp(
  image: Image,
  check: (stage: Stage, op: AnyOp, index: number) => Problem | undefined,
): readonly Problem[] {
  return image.stages.flatMap((stage) =>
    stage.ops.flatMap((op, index) => {
      const problem = check(stage, op, index)
      return problem ? [problem] : []
    }),
  )
}
