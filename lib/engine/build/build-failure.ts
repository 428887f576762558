import { StrataError } from "../../errors/index.ts"
import { lastLines } from "../process/last-lines.ts"
import type { FailedStep } from "./build-log.ts"
import { StepFailure } from "./step-failure.ts"

/** Line of the failing instruction: BuildKit prints `Dockerfile:12`, then the source with `>>>` before it. */
export function dockerfileLine(lines: readonly string[]): number | undefined {
  for (const [index, line] of lines.entries()) {
    const match = /^[^\s:]+:(\d+)$/.exec(line.trim())
    if (match && /^-{5,}$/.test(lines[index + 1]?.trim() ?? "")) return Number(match[1])
  }
  return undefined
}

export const noSpace = /no space left on device/i
/** Failures of BuildKit's own requests to a registry, not of programs in a step. */
export const registryFailure =
  /failed to (do request|resolve source metadata|authorize)|pull access denied|no such host|i\/o timeout/i

/** The daemon went away under the client. */
const gone =
  /code = Unavailable|error reading from server|connection refused|containerd\.sock|Cannot connect to the Docker daemon/i

function shortName(name: string): string {
  const text = name.replace(/\s+/g, " ")
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}

function stepFailure(step: FailedStep, rest: readonly string[]): StepFailure {
  const exitCode = /exit code: (\d+)/.exec(step.error)?.[1]
  const line = dockerfileLine(rest)
  const detail = step.lines.join("\n").trimEnd() || step.error
  return new StepFailure(
    {
      code: "step-failed",
      message: `${shortName(step.name)} failed${exitCode === undefined ? "" : ` with exit code ${exitCode}`}`,
      fix: "mend the step; the steps before it are kept in the cache",
      detail,
    },
    {
      name: step.name,
      ...(line === undefined ? {} : { dockerfileLine: line }),
      ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
    },
  )
}

/** The error of a build that ended badly; disk-full is made by the caller, who can count bytes. */
export function buildFailure(failed: FailedStep | undefined, rest: readonly string[]): StrataError {
  const text = rest.filter((line) => line.trim() !== "").join("\n")
  const isStep = failed !== undefined && !/^\[internal\]|^\[auth\]|^exporting|^importing/.test(failed.name)
  if (isStep && !registryFailure.test(failed.error)) return stepFailure(failed, rest)
  const detail = lastLines(text || failed?.error || "", 20)
  if (registryFailure.test(`${failed?.error ?? ""}\n${text}`))
    return new StrataError({
      code: "base-unavailable",
      message: "an image that the build needs cannot be had from its registry",
      fix: "check the name and the network, or load the image into the engine first (`docker load`)",
      detail,
    })
  if (gone.test(text) || (text === "" && !failed))
    return new StrataError({
      code: "build-failed",
      message: "the engine, or its client, ended during the build",
      fix: "run the build again: it starts the engine if need be and goes on from the cache",
      ...(detail === "" ? {} : { detail }),
    })
  return new StrataError({
    code: "build-failed",
    message: "BuildKit could not run the build",
    fix: "see what it says below",
    detail,
  })
}
