import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type LedgerDocument, ledgerDocument, parseLedger } from "../../lib/ledger/index.ts"
import { arbitraryLedger } from "./support/arbitrary-ledger.ts"
import { makeLedger } from "./support/make-ledger.ts"

const plain = (value: unknown): LedgerDocument => JSON.parse(JSON.stringify(value))

describe("a ledger as JSON", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(arbitraryLedger, (ledger) => {
        const parsed = parseLedger(plain(ledgerDocument(ledger)))
        expect({ ...parsed, paths: parsed.paths.data }).toEqual({ ...ledger, paths: ledger.paths.data })
      }),
    )
  })

  it("keeps names that are no UTF-8", () => {
    const ledger = makeLedger({ rows: [{ path: "a/ö", bytes: 1 }] })
    ledger.paths.internBytes(Uint8Array.of(0x61, 0x2f, 0xff, 0x62))
    const document = ledgerDocument(ledger)
    expect(document.paths.names).toEqual(["", "a", "ö", { base64: "/2I=" }])
    expect(parseLedger(plain(document)).paths.data).toEqual(ledger.paths.data)
  })

  it("reads a list of categories of another order", () => {
    const document = plain(ledgerDocument(makeLedger({ rows: [{ path: "a", bytes: 1, category: "program" }] })))
    const other = { ...document, categories: ["program" as const], rows: { ...document.rows, category: [0] } }
    expect([...parseLedger(other).rows.category]).toEqual([1])
  })

  const good = plain(ledgerDocument(makeLedger({ rows: [{ path: "a/b", bytes: 1 }] })))
  const rows = (changed: Partial<LedgerDocument["rows"]>): unknown => ({ ...good, rows: { ...good.rows, ...changed } })
  const paths = (changed: Partial<LedgerDocument["paths"]>): unknown => ({
    ...good,
    paths: { ...good.paths, ...changed },
  })
  it.each([
    ["another version", { ...good, version: 2 }, /version/],
    ["something unknown", { ...good, more: 1 }, /more/],
    ["a layer that is not there", rows({ layer: [1] }), /layer/],
    ["a layer past what a column holds", rows({ layer: [65536] }), /too large/],
    ["a path that is not there", rows({ path: [3] }), /path/],
    ["a package that is not there", rows({ package: [1] }), /package/],
    ["a category that is not there", rows({ category: [200] }), /category/],
    ["a state that is not there", rows({ state: [3] }), /state/],
    ["columns of different lengths", rows({ state: [0, 0] }), /lengths/],
    ["negative bytes", rows({ bytes: [-1] }), /bytes/],
    ["paths in a circle", paths({ parents: [0, 2, 1] }), /above its folder/],
    ["a path that is its own folder", paths({ parents: [0, 1, 1] }), /above its folder/],
    ["a path without a name", paths({ names: ["", "", "b"] }), /no name/],
    ["a name that is a path", paths({ names: ["", "a", "b/c"] }), /slash/],
    ["a root with a name", paths({ names: ["x", "a", "b"] }), /names/],
    ["fewer names than parents", paths({ names: ["", "a"] }), /paths/],
    ["an owner in the place of nobody", { ...good, packages: [{ ecosystem: "dpkg", name: "x" }] }, /nobody/],
  ])("refuses %s", (_, value, message) => {
    expect(() => parseLedger(value)).toThrow(message)
  })
})
