import { type Problem, StrataError } from "../../errors/index.ts"

/** The step of a build that failed. */
export interface FailedBuildStep {
  /** As BuildKit shows it, e.g. `[runtime 3/9] RUN ...`. */
  readonly name: string
  /** Line of the instruction in the Dockerfile that was built, counted from 1. */
  readonly dockerfileLine?: number
  readonly exitCode?: number
}

/** A step failed: `step` says where in the Dockerfile, so that a caller can say where in the user's own file. */
export class StepFailure extends StrataError {
  readonly step: FailedBuildStep

  constructor(problem: Problem, step: FailedBuildStep, options?: { cause?: unknown }) {
    super(problem, options)
    this.step = step
  }
}
