import { describe, expect, it } from "vitest"
import { checkBudget, checkMarkdown, checkText, measureLedger } from "../../lib/budget/index.ts"
import { makeLedger } from "../ledger/support/make-ledger.ts"

const image = (ref: string, bytes: number) =>
  measureLedger(makeLedger({ ref, layers: [{ step: "a|b" }], rows: [{ path: "x", bytes }] }))
const result = checkBudget(
  {
    total: { unpacked: "1 GB", compressed: 5 },
    steps: { "a|b": 2_000_000_000 },
    growth: { total: "10 %", steps: { "a|b": "600 MB" } },
  },
  image("x:2", 1_500_000_000),
  image("x:1", 1_000_000_000),
)

describe("the result of a check", () => {
  it("is a line for each limit, with what is too much", () => {
    expect(checkText(result)).toBe(
      [
        "x:2 against x:1",
        "  over     total        1 GB unpacked  1.50 GB: 500 MB too much",
        "  missing  total       5 B compressed  the compressed size was not measured",
        "  ok       step a|b  2.00 GB unpacked  1.50 GB",
        "  over     total       +10 % unpacked  +500 MB (+50 %): 400 MB too much",
        "  ok       step a|b  +600 MB unpacked  +500 MB (+50 %)",
        "3 of 5 limits are not kept",
      ].join("\n"),
    )
  })

  it("is a table in Markdown", () => {
    const lines = checkMarkdown(result).split("\n")
    expect(lines[0]).toBe("### `x:2` against `x:1`: 3 of 5 limits are not kept")
    expect(lines).toContain("| ❌ | `total` | unpacked | 1 GB | 1.50 GB: 500 MB too much |")
    expect(lines).toContain("| ✅ | `step a\\|b` | unpacked | 2.00 GB | 1.50 GB |")
    expect(lines).toContain("| ❓ | `total` | compressed | 5 B | the compressed size was not measured |")
  })

  it("says when all is well, and when nothing was asked", () => {
    expect(checkText(checkBudget({ total: "1 GB" }, image("x", 1)))).toBe(
      "x\n  ok       total  1 GB unpacked  1 B\nthe limit is kept",
    )
    expect(checkText(checkBudget({}, image("x", 1)))).toBe("x\nthe budget has no limits")
  })
})
