import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { quote, quoteAll, sh } from "../../lib/shell/index.ts"
import { hostileText } from "../support/hostile-text.ts"
import { printedWords, runShell } from "../support/run-shell.ts"

const words = 500
const runs = 20

// words * runs = 10,000 strings per shell; one shell reads a whole batch, or starting shells would be all the test does.
const batch = fc.array(hostileText, { minLength: words, maxLength: words, size: "max" })

describe.each(["sh", "bash"] as const)("%s reads 10,000 hostile strings as they were written", (shell) => {
  test("as arguments", () => {
    let seen = 0
    fc.assert(
      fc.property(batch, (texts) => {
        const { code, stdout } = runShell(shell, `printf '%s\\0' ${quoteAll(texts)}\n`)
        expect(code).toBe(0)
        expect(printedWords(stdout)).toEqual(texts)
        seen += texts.length
      }),
      { numRuns: runs },
    )
    expect(seen).toBeGreaterThanOrEqual(10_000)
  })

  test("as values of variables, and of a script in a script", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 50, maxLength: 50 }), (texts) => {
        const lines = texts.map((text) => `value=${quote(text)}; printf '%s\\0' "$value"`).join("\n")
        expect(printedWords(runShell(shell, lines).stdout)).toEqual(texts)
        expect(printedWords(runShell(shell, sh`${shell} -c ${lines}`.text).stdout)).toEqual(texts)
      }),
      { numRuns: runs },
    )
  })
})
