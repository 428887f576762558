import type { CheckResult, Verification } from "./types.ts"

/** XML 1.0 has no way to write most control characters, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
const notXml = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

function escapeXml(text: string): string {
  return text.replace(notXml, "\ufffd").replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

function skippedCase(check: string, why: string): string {
  return `<testcase classname="${check}" name="${check}"><skipped message="${escapeXml(why)}"/></testcase>`
}

/** A check that found nothing is one case that passed; otherwise each failure is a case. */
function suite({ check, looked, failures, skipped, left }: CheckResult): string {
  const found =
    failures.length === 0
      ? [`<testcase classname="${check}" name="${looked} looked at"/>`]
      : failures.map(
          ({ key, message, cause }) =>
            `<testcase classname="${check}" name="${escapeXml(key)}"><failure message="${escapeXml(message)}">${escapeXml(cause ?? "")}</failure></testcase>`,
        )
  const why = skipped ?? left
  const cases = [...(skipped === undefined ? found : []), ...(why === undefined ? [] : [skippedCase(check, why)])]
  const counts = `tests="${cases.length}" failures="${failures.length}" skipped="${why === undefined ? 0 : 1}"`
  return `  <testsuite name="${check}" ${counts}>\n    ${cases.join("\n    ")}\n  </testsuite>`
}

/** The result as JUnit XML, which every CI system shows. */
export function verificationJunit({ ref, checks }: Verification): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(ref)}">\n${checks.map(suite).join("\n")}\n</testsuites>\n`
}
