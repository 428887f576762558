import type { Reporter, TestModule } from "vitest/node"

/** What a test's or its group's name says of why it is skipped: `… (skipped: no python3)`. */
export function skipReason(fullName: string): string {
  const start = fullName.lastIndexOf("(skipped: ")
  if (start === -1) return "no reason is given"
  const rest = fullName.slice(start + "(skipped: ".length)
  // A group's name is followed by those of the tests in it.
  return rest.split(" > ")[0]?.replace(/\)$/, "") ?? rest
}

/** Says after a run why tests were skipped, each reason once: vitest's own report has only their number. */
export class SkipReasons implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>()
    for (const module of modules)
      for (const test of module.children.allTests("skipped")) {
        const result = test.result()
        const reason = (result.state === "skipped" && result.note) || skipReason(test.fullName)
        counts.set(reason, (counts.get(reason) ?? 0) + 1)
      }
    for (const [reason, count] of [...counts].sort(([, a], [, b]) => b - a))
      console.log(`${String(count).padStart(5)} skipped: ${reason}`)
  }
}
