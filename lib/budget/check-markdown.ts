import { markdownCode, markdownTable, markdownText } from "../report/markdown.ts"
import type { CheckResult } from "./check-schema.ts"
import { checkName, figureWords, limitWords, resultWords } from "./check-words.ts"

const marks = { within: "✅", over: "❌", missing: "❓" } as const

/** A result as a comment for a pull request. */
export function checkMarkdown({ image, baseline, checks }: CheckResult): string {
  const against = baseline === undefined ? "" : ` against ${markdownCode(baseline)}`
  return [
    `### ${markdownCode(image)}${against}: ${resultWords(checks)}`,
    "",
    markdownTable(
      [{ title: "" }, { title: "what" }, { title: "size" }, { title: "limit", right: true }, { title: "figure" }],
      checks.map((check) => [
        marks[check.verdict],
        markdownCode(checkName(check)),
        check.size,
        markdownText(limitWords(check)),
        markdownText(figureWords(check)),
      ]),
    ),
  ].join("\n")
}
