import type { Problem } from "./problem.ts"

/** A problem as plain text, one to a few lines: message, place, detail, fix, page. */
export function formatProblem(problem: Problem): string {
  const lines = [`error[${problem.code}]: ${problem.message}`]
  if (problem.at)
    lines.push(`  at ${problem.at.file}:${problem.at.line}${problem.at.column ? `:${problem.at.column}` : ""}`)
  if (problem.detail) lines.push(...problem.detail.split("\n").map((line) => `  | ${line}`))
  if (problem.fix) lines.push(`  fix: ${problem.fix}`)
  lines.push(`  see: docs/errors/${problem.code}.md`)
  return lines.join("\n")
}
