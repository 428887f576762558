// Prints `N passed, N failed, N skipped` from vitest's JSON report: node scripts/ci-summary.mjs REPORT STATUS
// STATUS is the exit code of everything that ran. When it is bad and no test failed, something before or beside the
// tests did (install, types, lint, a crash), and that counts as one failure.
import { readFileSync } from "node:fs"

const [report, status] = process.argv.slice(2)
const count = { passed: 0, failed: 0, skipped: 0 }
const kinds = {
  passed: "passed",
  failed: "failed",
  pending: "skipped",
  skipped: "skipped",
  todo: "skipped",
  disabled: "skipped",
}

/** @returns {{ status: string, assertionResults: { status: string }[] }[]} */
function files() {
  try {
    return JSON.parse(readFileSync(report, "utf8")).testResults
  } catch {
    // No report, or half of one: vitest was not reached, or did not come to its end.
    return []
  }
}

for (const file of files()) {
  const results = file.assertionResults.map((result) => kinds[result.status] ?? "failed")
  for (const result of results) count[result]++
  // A file that could not be loaded has no results of its own.
  if (file.status === "failed" && !results.includes("failed")) count.failed++
}
if (status !== "0" && count.failed === 0) count.failed = 1
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
