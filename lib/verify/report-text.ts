import { groupDigits } from "../text/group-digits.ts"
import { printable } from "../text/printable.ts"
import type { CheckResult, Verification } from "./types.ts"

interface Colours {
  green(text: string): string
  red(text: string): string
  dim(text: string): string
}

const plain: Colours = { green: (text) => text, red: (text) => text, dim: (text) => text }

export interface VerificationTextOptions {
  /** Failures shown of each check; the rest is counted. Default 20. */
  readonly top?: number
  readonly colours?: Colours
}

function lines(
  { check, looked, failures, known, skipped, left }: CheckResult,
  top: number,
  colours: Colours,
): readonly string[] {
  if (skipped !== undefined) return [colours.dim(`skip  ${check}: ${skipped}`)]
  const before = known === 0 ? "" : `, ${known} known from the baseline`
  const rest = left === undefined ? [] : [colours.dim(`        not looked at: ${printable(left)}`)]
  if (failures.length === 0)
    return [`${colours.green("ok  ")}  ${check}: ${groupDigits(looked)} looked at${before}`, ...rest]
  const shown = failures
    .slice(0, top)
    .flatMap(({ message, cause, owner }) => [
      `        ${printable(message)}${owner === undefined ? "" : colours.dim(` (${printable(owner)})`)}`,
      ...(cause === undefined ? [] : [colours.dim(`          ${printable(cause)}`)]),
    ])
  const more = failures.length > top ? [`        ${failures.length - top} more`] : []
  return [
    `${colours.red("FAIL")}  ${check}: ${failures.length} of ${groupDigits(looked)} looked at${before}`,
    ...shown,
    ...more,
    ...rest,
  ]
}

/** The result for people: a line for each check, and what fails with its cause. */
export function verificationText(
  { ref, baseline, checks }: Verification,
  { top = 20, colours = plain }: VerificationTextOptions = {},
): string {
  const count = checks.reduce((sum, { failures }) => sum + failures.length, 0)
  const against = baseline === undefined ? "" : ` that ${printable(baseline)} does not have`
  const verdict =
    count === 0
      ? colours.green(`nothing is broken in ${printable(ref)}`)
      : colours.red(`${count} ${count === 1 ? "failure" : "failures"} in ${printable(ref)}${against}`)
  return [...checks.flatMap((check) => lines(check, top, colours)), verdict].join("\n")
}
