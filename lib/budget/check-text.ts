import { createColors } from "picocolors"
import { printable } from "../text/printable.ts"
import type { CheckResult } from "./check-schema.ts"
import { checkName, figureWords, limitWords, resultWords } from "./check-words.ts"

/** A result for a terminal: one line for each limit. */
export function checkText(
  { image, baseline, checks, passed }: CheckResult,
  colours: ReturnType<typeof createColors> = createColors(false),
): string {
  const marks = { within: colours.green("ok     "), over: colours.red("over   "), missing: colours.red("missing") }
  const rows = checks.map((check) => ({
    mark: marks[check.verdict],
    name: printable(checkName(check)),
    limit: `${limitWords(check)} ${check.size}`,
    figure: printable(figureWords(check)),
  }))
  const width = (key: "name" | "limit"): number => Math.max(...rows.map((row) => row[key].length))
  const verdict = resultWords(checks)
  return [
    `${colours.bold(printable(image))}${baseline === undefined ? "" : ` against ${printable(baseline)}`}`,
    ...rows.map(
      ({ mark, name, limit, figure }) =>
        `  ${mark}  ${name.padEnd(width("name"))}  ${limit.padStart(width("limit"))}  ${figure}`,
    ),
    passed ? verdict : colours.red(verdict),
  ].join("\n")
}
