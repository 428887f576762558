import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { categories, type Ledger, rowStates, totals } from "../../../lib/ledger/index.ts"
import { leastOfHeaviest } from "../../../lib/report/html/least-of-heaviest.ts"
import { reduceLedger } from "../../../lib/report/html/reduce-ledger.ts"
import type { ReducedLedger } from "../../../lib/report/html/reduced-ledger.ts"
import { makeLedger } from "../../ledger/support/make-ledger.ts"

const row = fc.record({
  path: fc
    .array(fc.constantFrom("usr", "lib", "a", "b", "c", "d"), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join("/")),
  bytes: fc.oneof(fc.constant(0), fc.nat(1_000_000_000)),
  layer: fc.nat(3),
  package: fc.nat(6),
  category: fc.constantFrom(...categories),
  state: fc.constantFrom(...rowStates),
})
const packages = Array.from({ length: 6 }, (_, index) => ({
  ecosystem: index % 2 === 0 ? ("dpkg" as const) : ("npm" as const),
  name: `p${index}`,
}))
const ledgers = fc.array(row, { maxLength: 60 }).map((rows) => makeLedger({ packages, rows }))
const limits = fc.record({
  nodes: fc.integer({ min: 1, max: 40 }),
  packages: fc.integer({ min: 1, max: 8 }),
  rows: fc.integer({ min: 1, max: 80 }),
})

/** The reduced ledger as one again, so that it can be summed up like any. */
function asLedger({ layers, packages: kept, nodes, rows }: ReducedLedger): Ledger {
  const pathOf = (node: number): string =>
    node === 0 ? "" : [pathOf(nodes.parents[node] ?? 0), nodes.names[node]].filter(Boolean).join("/")
  return makeLedger({
    layers,
    packages: kept.slice(1),
    rows: rows.bytes.map((bytes, index) => ({
      path: pathOf(rows.path[index] ?? 0),
      bytes,
      layer: rows.layer[index] ?? 0,
      package: rows.package[index] ?? 0,
      category: categories[rows.category[index] ?? 0] ?? "other",
      state: rowStates[rows.state[index] ?? 0] ?? "visible",
    })),
  })
}

const bytesBy = (ledger: Ledger, by: "layer" | "category" | "state" | "ecosystem") =>
  Object.fromEntries(totals(ledger, by).map(({ key, bytes }) => [key, bytes]))

describe("a ledger made small", () => {
  it("has the same sums by layer, category, state and ecosystem, and all entries", () => {
    fc.assert(
      fc.property(ledgers, limits, (ledger, options) => {
        const reduced = reduceLedger(ledger, options)
        const again = asLedger(reduced)
        for (const by of ["layer", "category", "state", "ecosystem"] as const) {
          expect(bytesBy(again, by)).toEqual(bytesBy(ledger, by))
        }
        expect(reduced.rows.entries.reduce((sum, entries) => sum + entries, 0)).toBe(ledger.rows.bytes.length)
      }),
    )
  })

  it("keeps what each of its paths weighs", () => {
    fc.assert(
      fc.property(ledgers, limits, (ledger, options) => {
        const again = asLedger(reduceLedger(ledger, options))
        const weigh = ({ rows, paths }: Ledger, node: number): number =>
          rows.bytes.reduce((sum, bytes, row) => (paths.isWithin(rows.path[row] ?? 0, node) ? sum + bytes : sum), 0)
        for (let node = 0; node < again.paths.count; node++) {
          const before = ledger.paths.find(again.paths.path(node))
          expect(before === undefined ? -1 : weigh(ledger, before)).toBe(weigh(again, node))
        }
      }),
    )
  })

  it("is no larger than asked for, and numbers folders right before what is in them", () => {
    fc.assert(
      fc.property(ledgers, limits, (ledger, options) => {
        const { nodes, packages: kept, rows } = reduceLedger(ledger, options)
        expect(nodes.names.length).toBeLessThanOrEqual(Math.max(1, options.nodes))
        // Nobody, and what stands for the small ones of each ecosystem, come on top.
        expect(kept.length).toBeLessThanOrEqual(options.packages + 3)
        const open: number[] = []
        for (const [node, parent] of nodes.parents.entries()) {
          while (open.length > 0 && open.at(-1) !== parent) open.pop()
          expect(node === 0 || open.at(-1) === parent).toBe(true)
          open.push(node)
        }
        expect(rows.path).toEqual([...rows.path].sort((a, b) => a - b))
      }),
    )
  })

  it("makes paths fewer until the rows fit", () => {
    const rows = Array.from({ length: 4000 }, (_, index) => ({ path: `d${index % 50}/f${index}`, bytes: 10 + index }))
    const reduced = reduceLedger(makeLedger({ rows }), { nodes: 4000, packages: 10, rows: 500 })
    expect(reduced.rows.bytes.length).toBeLessThanOrEqual(500)
    expect(reduced.rows.bytes.length).toBeGreaterThan(100)
  })
})

describe("the bound of the heaviest", () => {
  it("is reached by at most as many as asked for, and misses few", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000)), fc.integer({ min: 1, max: 50 }), (values, most) => {
        const bound = leastOfHeaviest(Float64Array.from(values), most)
        const reached = values.filter((value) => value >= bound)
        expect(reached.length).toBeLessThanOrEqual(most)
        const weighty = values.filter((value) => value > 0)
        // The next step down the histogram, 5 % less, would have been too many.
        const next = weighty.filter((value) => value >= bound / 2 ** (1.01 / 16))
        expect(reached.length === weighty.length || next.length > most).toBe(true)
      }),
    )
  })
})
