import type { ErrorCode, Problem } from "../../errors/index.ts"
import type { AnyOp } from "../../ir/index.ts"

/** A problem that names the op, its step and the line of the user's file that made it. */
export function opProblem(code: ErrorCode, stage: string, op: AnyOp, what: string, fix: string): Problem {
  return {
    code,
    message: `${op.kind} op of ${op.origin.step} in stage '${stage}': ${what}`,
    fix,
    ...(op.origin.at ? { at: op.origin.at } : {}),
  }
}
