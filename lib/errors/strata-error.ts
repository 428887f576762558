import { type ErrorCode, errorCodes } from "./codes.ts"
import type { Problem } from "./problem.ts"

/** The one error class: it carries every problem that was found, not only the first. */
export class StrataError extends Error {
  override readonly name = "StrataError"
  readonly problems: readonly [Problem, ...Problem[]]

  constructor(problems: Problem | readonly [Problem, ...Problem[]], options?: { cause?: unknown }) {
    const list: readonly [Problem, ...Problem[]] = "code" in problems ? [problems] : problems
    super(list.map((problem) => problem.message).join("\n"), options)
    this.problems = list
  }

  get code(): ErrorCode {
    return this.problems[0].code
  }

  /** Exit code of the command line: 1 a check failed, 2 wrong use, 3 the environment failed. */
  get exitCode(): 1 | 2 | 3 {
    return errorCodes[this.code]
  }
}

/** Throws one error with all of `problems`, or does nothing when there are none. */
export function throwIfAny(problems: readonly Problem[]): void {
  const [first, ...rest] = problems
  if (first) throw new StrataError([first, ...rest])
}
