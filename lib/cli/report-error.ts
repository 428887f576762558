import pc from "picocolors"
import { formatProblem, type Problem, StrataError } from "../errors/index.ts"
import { canonicalJson } from "../ir/canonical.ts"

function coloured(text: string): string {
  const colours = pc.createColors(process.stderr.isTTY && pc.isColorSupported)
  return text
    .replace(/^error\[([^\]]+)\]/, (head) => colours.bold(colours.red(head)))
    .replace(/^( {2}fix:)/m, colours.green("$1"))
}

/**
 * Shows an error and gives the exit code. With `json` the one document on standard output is
 * `{ "format": "strata.error", "version": 1, "problems": [...] }`; the text goes to standard error all the same.
 */
export function reportError(error: unknown, json: boolean): number {
  const known = error instanceof StrataError
  const problems: readonly Problem[] = known ? error.problems : []
  if (json) {
    const unknown = { code: "bug", message: error instanceof Error ? error.message : String(error) }
    process.stdout.write(canonicalJson({ format: "strata.error", version: 1, problems: known ? problems : [unknown] }))
  }
  if (known) {
    for (const problem of problems) process.stderr.write(`${coloured(formatProblem(problem))}\n`)
    return error.exitCode
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`this is a bug in strata, please report it:\n${stack}\n`)
  return 3
}
