import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { rowCount, sumBytes, totalKinds, totals } from "../../lib/ledger/index.ts"
import { arbitraryLedger } from "./support/arbitrary-ledger.ts"

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

describe("conservation", () => {
  it("holds for every kind of total: bytes and rows sum to the image, keys are told apart", () => {
    fc.assert(
      fc.property(
        arbitraryLedger,
        fc.constantFrom(...totalKinds),
        fc.integer({ min: 1, max: 4 }),
        (ledger, by, depth) => {
          const of = totals(ledger, by, { depth })
          expect(sum(of.map(({ bytes }) => bytes))).toBe(sum([...ledger.rows.bytes]))
          expect(sum(of.map(({ rows }) => rows))).toBe(rowCount(ledger))
          expect(new Set(of.map(({ key }) => key)).size).toBe(of.length)
        },
      ),
    )
  })

  it("holds inside a filter: what one total says of a group, the group's own totals sum to", () => {
    fc.assert(
      fc.property(arbitraryLedger, fc.constantFrom(...totalKinds), (ledger, by) => {
        for (const { key, bytes } of totals(ledger, "layer"))
          expect(sum(totals(ledger, by, { layer: Number(key) }).map((total) => total.bytes))).toBe(bytes)
        for (const { key, bytes } of totals(ledger, "folder", { depth: 2 }).filter((total) => total.key.includes("/")))
          expect(/[*?]/.test(key) || sumBytes(ledger, { within: key }) === bytes).toBe(true)
      }),
    )
  })
})
