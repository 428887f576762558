import { expect, test } from "vitest"
import { formatProblem } from "../../lib/errors/index.ts"

test("a problem with everything", () => {
  expect(
    formatProblem({
      code: "step-failed",
      message: "apt(gti) failed with exit code 100",
      at: { file: "image.ts", line: 7, column: 3 },
      detail: "Reading package lists...\nE: Unable to locate package gti",
      fix: "check the name",
    }),
  ).toBe(
    [
      "error[step-failed]: apt(gti) failed with exit code 100",
      "  at image.ts:7:3",
      "  | Reading package lists...",
      "  | E: Unable to locate package gti",
      "  fix: check the name",
      "  see: docs/errors/step-failed.md",
    ].join("\n"),
  )
})

test("a problem with nothing but its message, and a place without a column", () => {
  expect(formatProblem({ code: "network", message: "no answer" })).toBe(
    "error[network]: no answer\n  see: docs/errors/network.md",
  )
  expect(formatProblem({ code: "network", message: "no answer", at: { file: "a.ts", line: 1 } })).toContain(
    "\n  at a.ts:1\n",
  )
})
