import type { RunResult } from "../../../lib/engine/types.ts"

const lastWords = ({ stdout, stderr }: RunResult): string =>
  (stderr.trim() || stdout.trim()).split("\n").slice(-3).join(" | ")

/** Collects claims that do not hold. */
export function claims() {
  const faults: string[] = []
  return {
    faults,
    ends: (what: string, result: RunResult, code: number, words = ""): void => {
      const said = result.stdout + result.stderr
      if (result.exitCode !== code)
        faults.push(`${what}: exit code ${result.exitCode}, not ${code}: ${lastWords(result)}`)
      else if (!said.includes(words)) faults.push(`${what}: it does not say '${words}': ${lastWords(result)}`)
    },
    holds: (what: string, holds: boolean): void => {
      if (!holds) faults.push(what)
    },
  }
}
