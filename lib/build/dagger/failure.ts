import { registryFailure } from "../../engine/build/build-failure.ts"
import { StepFailure } from "../../engine/build/step-failure.ts"
import { lastLines } from "../../engine/process/last-lines.ts"
import { type Problem, StrataError } from "../../errors/index.ts"
import type { ExecOp, Image } from "../../ir/index.ts"

/** What the SDK throws where a command failed; known by its name, as the SDK is never loaded for it. */
interface ExecError extends Error {
  readonly cmd: readonly string[]
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

function isExecError(error: unknown): error is ExecError {
  return error instanceof Error && error.name === "ExecError" && "cmd" in error && Array.isArray(error.cmd)
}

/** The op whose script a command ran; the backend may have put a line before it. */
function opOf(command: readonly string[], image: Image): { readonly stage: string; readonly op: ExecOp } | undefined {
  const script = command.at(-1) ?? ""
  for (const stage of image.stages)
    for (const op of stage.ops) if (op.kind === "exec" && script.endsWith(op.script)) return { stage: stage.name, op }
  return undefined
}

function stepFailure(error: ExecError, image: Image): StepFailure {
  const found = opOf(error.cmd, image)
  const name = found ? `${found.op.origin.step} in stage '${found.stage}'` : `the command ${error.cmd.join(" ")}`
  return new StepFailure(
    {
      code: "step-failed",
      message: `${name} failed with exit code ${error.exitCode}`,
      fix: "mend the step; the steps before it are kept in the cache",
      detail: lastLines(error.stderr.trim() || error.stdout.trim() || error.message, 20),
      ...(found?.op.origin.at ? { at: found.op.origin.at } : {}),
    },
    { name, exitCode: error.exitCode },
    { cause: error },
  )
}

/** What a build could not have, by the reference that it asked for. */
function missingBase(detail: string): Problem | undefined {
  const ref = /failed to resolve image "([^"]+)"/.exec(detail)?.[1]
  if (ref === undefined && !registryFailure.test(detail)) return undefined
  return {
    code: "base-unavailable",
    message: `${ref === undefined ? "an image that the build needs" : `the base '${ref}'`} cannot be had from its registry`,
    fix: "check the name and the network of the Dagger engine, or give it a mirror of the registry",
    detail,
  }
}

/** A tag where this machine has nothing that keeps images. */
function noRuntime(detail: string): Problem | undefined {
  if (!detail.includes("no supported api for loading image")) return undefined
  return {
    code: "output-failed",
    message: "Dagger finds no container runtime on this machine that could keep the image under its tag",
    fix: "start Docker or Podman, or leave --tag out: --output=oci:DIR writes the image to a folder",
  }
}

/** What Dagger's client threw, as the library's own error: a step's failure at the user's line. */
export function daggerFailure(error: unknown, image: Image): StrataError {
  if (error instanceof StrataError) return error
  if (isExecError(error)) return stepFailure(error, image)
  const detail = lastLines(error instanceof Error ? error.message : String(error), 20)
  return new StrataError(
    missingBase(detail) ??
      noRuntime(detail) ?? {
        code: "build-failed",
        message: "Dagger could not run the build",
        fix: "see what the engine says",
        detail,
      },
    { cause: error },
  )
}
