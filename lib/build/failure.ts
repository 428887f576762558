import type { CompiledDockerfile } from "../backends/dockerfile/index.ts"
import { StepFailure } from "../engine/build/step-failure.ts"

/** The same failure, saying which step it was and where the user wrote it instead of a line of the Dockerfile. */
export function atTheUsersLine(error: unknown, compiled: CompiledDockerfile): unknown {
  if (!(error instanceof StepFailure)) return error
  const line = error.step.dockerfileLine
  const op = compiled.sourceMap.find(
    ({ firstLine, lastLine }) => line !== undefined && firstLine <= line && line <= lastLine,
  )
  if (!op) return error
  const [problem] = error.problems
  const exit = error.step.exitCode === undefined ? "failed" : `failed with exit code ${error.step.exitCode}`
  return new StepFailure(
    {
      ...problem,
      message: `${op.origin.step} in stage '${op.stage}' ${exit}`,
      ...(op.origin.at ? { at: op.origin.at } : {}),
    },
    error.step,
    { cause: error },
  )
}
