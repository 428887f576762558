import type { SourceLocation } from "../errors/index.ts"

/** Who made an op: the step or component, and the place in the user's own file where it was called. */
export interface Origin {
  /** The step or component with its main arguments, e.g. `apt(git, curl)`. */
  readonly step: string
  readonly at?: SourceLocation
}
