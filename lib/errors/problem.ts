import type { ErrorCode } from "./codes.ts"

/** Where in the user's own file something was said: `file` is a path, `line` and `column` count from 1. */
export interface SourceLocation {
  readonly file: string
  readonly line: number
  readonly column?: number
}

/** One thing that is wrong, as data: reports, JSON output and messages are all made from this. */
export interface Problem {
  readonly code: ErrorCode
  /** Names the thing that is wrong, in one sentence. */
  readonly message: string
  /** What the user can do about it, in one sentence. */
  readonly fix?: string
  readonly at?: SourceLocation
  /** More lines to show below the message, e.g. the end of a failing step's output. */
  readonly detail?: string
}
