import { formatProblem, StrataError } from "../errors/index.ts"
import { canonicalJson } from "../ir/canonical.ts"
import { coloursFor } from "./colours.ts"
import type { ErrorDocument } from "./documents/error.ts"
import { UsageError } from "./program.ts"
import { usageProblem } from "./usage-problem.ts"

function coloured(text: string): string {
  const colours = coloursFor(process.stderr)
  return text
    .replace(/^error\[[^\]]+\]/, (head) => colours.bold(colours.red(head)))
    .replace(/^ {2}fix:/m, (head) => colours.green(head))
    .replace(/^ {2}(at|see:) .*$/gm, (line) => colours.dim(line))
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** With `STRATA_DEBUG=1` also where in the library an error was made, and what it was made of. */
function debugText(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? `\ncaused by ${stackOf(error.cause)}` : ""
  return `${stackOf(error)}${cause}\n`
}

function bugText(message: string): string {
  return [
    coloured(`error[bug]: ${message}`),
    "  this is a mistake in Strata: please report it, with the output of the same command under STRATA_DEBUG=1",
    "",
  ].join("\n")
}

/**
 * Shows an error and gives the exit code. With `json` the one document on standard output is
 * `{ "format": "strata.error", "version": 1, "exitCode": ..., "problems": [...] }`; the text goes to standard error all
 * the same. An unknown error is a mistake of the library and counts as the environment's: it is not wrong use.
 */
export function reportError(thrown: unknown, { json }: { readonly json: boolean }): number {
  const error = thrown instanceof UsageError ? new StrataError(usageProblem(thrown.cause, thrown.command)) : thrown
  const message = error instanceof Error ? error.message : String(error)
  const problems: ErrorDocument["problems"] = error instanceof StrataError ? error.problems : [{ code: "bug", message }]
  const exitCode = error instanceof StrataError ? error.exitCode : 3
  const document: ErrorDocument = { format: "strata.error", version: 1, exitCode, problems }
  if (json) process.stdout.write(canonicalJson(document))
  const text =
    error instanceof StrataError
      ? error.problems.map((problem) => `${coloured(formatProblem(problem))}\n`).join("")
      : bugText(message)
  process.stderr.write(process.env.STRATA_DEBUG ? `${text}${debugText(error)}` : text)
  return exitCode
}
