import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Ledger, mergeLedgers, rowCount, totals } from "../../lib/ledger/index.ts"
import { arbitraryLedger } from "./support/arbitrary-ledger.ts"
import { makeLedger } from "./support/make-ledger.ts"

/** A ledger's rows spelt out: the oracle. */
function spelt({ rows, paths, packages, layers }: Ledger) {
  return Array.from({ length: rows.bytes.length }, (_, row) => ({
    path: paths.path(rows.path[row] ?? 0),
    bytes: rows.bytes[row],
    step: layers[rows.layer[row] ?? 0]?.step,
    package: packages[rows.package[row] ?? 0],
    category: rows.category[row],
    state: rows.state[row],
  }))
}

describe("mergeLedgers", () => {
  it("has the rows of all, with their owners and steps", () => {
    fc.assert(
      fc.property(fc.array(arbitraryLedger, { maxLength: 3 }), (ledgers) => {
        const merged = mergeLedgers({ ref: "all" }, ledgers)
        expect(spelt(merged)).toEqual(ledgers.flatMap(spelt))
        expect(merged.layers).toEqual(ledgers.flatMap(({ layers }) => layers))
        expect(new Set(merged.packages.map((each) => JSON.stringify(each))).size).toBe(merged.packages.length)
      }),
    )
  })

  it("keeps names that are bytes, and long paths", () => {
    const ledger = makeLedger({ rows: [{ path: `a/${"b".repeat(3000)}/c`, bytes: 1 }] })
    ledger.rows.path[0] = ledger.paths.internBytes(Uint8Array.of(0x61, 0x2f, 0xff))
    const merged = mergeLedgers({ ref: "all" }, [makeLedger({ rows: [{ path: "z", bytes: 2 }] }), ledger])
    expect(merged.paths.findBytes(Uint8Array.of(0x61, 0x2f, 0xff))).toBe(merged.rows.path[1])
    expect(merged.paths.find(`a/${"b".repeat(3000)}/c`)).toBeDefined()
  })

  it("takes the same package once, another version apart", () => {
    const make = (version: string) =>
      makeLedger({
        packages: [{ ecosystem: "dpkg", name: "x", version }],
        rows: [{ path: "x", bytes: 1, package: 1 }],
      })
    const merged = mergeLedgers({ ref: "all" }, [make("1"), make("2"), make("1")])
    expect(merged.packages.map(({ version }) => version)).toEqual([undefined, "1", "2"])
    expect([...merged.rows.package]).toEqual([1, 2, 1])
    expect(rowCount(merged)).toBe(3)
    expect(totals(merged, "layer").map(({ rows }) => rows)).toEqual([1, 1, 1])
  })

  it("refuses more layers than a row can name", () => {
    const many = makeLedger({ layers: Array.from({ length: 40_000 }, () => ({})), rows: [] })
    expect(() => mergeLedgers({ ref: "all" }, [many, many])).toThrow(/80000 layers/)
  })
})
