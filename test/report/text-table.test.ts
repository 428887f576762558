import fc from "fast-check"
import { createColors } from "picocolors"
import { describe, expect, it } from "vitest"
import { formatInspection, toInspection } from "../../lib/report/index.ts"
import { sizeTable } from "../../lib/report/text-table.ts"
import { sampleLedger, sampleWaste } from "./support/sample.ts"

const colours = createColors(false)
const word = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 90 })
const row = fc.record({ bytes: fc.nat(2e9), name: word, place: fc.oneof(fc.constant(""), word) })

describe("a table of sizes", () => {
  it("fits the terminal, from 40 columns on", () => {
    const sample = fc.record({ rows: fc.array(row, { maxLength: 5 }), width: fc.integer({ min: 40, max: 200 }) })
    fc.assert(
      fc.property(sample, ({ rows, width }) => {
        for (const line of sizeTable(rows, { whole: 2e9, width, colours }))
          expect(line.length).toBeLessThanOrEqual(width)
      }),
    )
  })

  it("shows whole names where there is room", () => {
    const rows = [{ bytes: 1, name: "n".repeat(60), place: "image.ts:3" }]
    expect(sizeTable(rows, { whole: 2, width: 120, colours })[0]).toContain(`${"n".repeat(60)}  image.ts:3`)
    expect(sizeTable(rows, { whole: 2, width: 60, colours })[0]).toContain("…  image.ts:3")
  })
})

it("a report is as wide as the terminal", () => {
  const inspection = toInspection(sampleLedger, sampleWaste)
  for (const width of [60, 90, 150]) {
    const [, ...lines] = formatInspection(inspection, { width }).split("\n")
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width)
  }
})
