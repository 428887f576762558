import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, test } from "vitest"

const script = fileURLToPath(new URL("../../scripts/ci-summary.mjs", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "strata-summary-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function summary(report: unknown, status: number): string {
  const file = join(folder, "report.json")
  rmSync(file, { force: true })
  if (report !== undefined) writeFileSync(file, typeof report === "string" ? report : JSON.stringify(report))
  return execFileSync(process.execPath, [script, file, String(status)], { encoding: "utf8" })
}

const file = (status: string, ...results: readonly string[]) => ({
  status,
  assertionResults: results.map((each) => ({ status: each })),
})

test.each<[what: string, report: unknown, status: number, line: string]>([
  [
    "results of every file",
    { testResults: [file("passed", "passed", "pending", "todo"), file("failed", "passed", "failed")] },
    1,
    "2 passed, 1 failed, 2 skipped",
  ],
  ["all good", { testResults: [file("passed", "passed", "skipped")] }, 0, "1 passed, 0 failed, 1 skipped"],
  ["types or lint failed before the tests", undefined, 1, "0 passed, 1 failed, 0 skipped"],
  ["half a report", '{"testResults": [', 137, "0 passed, 1 failed, 0 skipped"],
  ["the report was made but never written to", "", 2, "0 passed, 1 failed, 0 skipped"],
  [
    "a file that could not be loaded",
    { testResults: [file("failed"), file("passed", "passed")] },
    1,
    "1 passed, 1 failed, 0 skipped",
  ],
  [
    "a file that could not be loaded, beside a failing test",
    { testResults: [file("failed"), file("failed", "failed")] },
    1,
    "0 passed, 2 failed, 0 skipped",
  ],
  ["an error outside of any test", { testResults: [file("passed", "passed")] }, 1, "1 passed, 1 failed, 0 skipped"],
])("%s", (_, report, status, line) => {
  expect(summary(report, status)).toBe(`${line}\n`)
})
