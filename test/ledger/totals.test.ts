import { describe, expect, it } from "vitest"
import { totals } from "../../lib/ledger/totals.ts"
import { makeLedger } from "./support/make-ledger.ts"

const ledger = makeLedger({
  layers: [{ step: "base" }, { step: "base" }, { step: "pip" }],
  packages: [
    { ecosystem: "dpkg", name: "libc6", version: "2.36" },
    { ecosystem: "python", name: "torch", version: "2.4", location: "opt/venv" },
  ],
  rows: [
    { path: "usr/lib/libc.so", bytes: 100, package: 1, category: "library" },
    { path: "usr/share/doc/libc6/copyright", bytes: 10, layer: 1, package: 1, category: "documentation" },
    { path: "opt/venv/torch.so", bytes: 1000, layer: 2, package: 2, category: "library" },
    { path: "init", bytes: 1, layer: 2 },
    { path: "usr/lib/libc.so", bytes: 50, layer: 2, state: "deleted" },
  ],
})

const short = (of: ReturnType<typeof totals>) => of.map(({ key, bytes, rows }) => [key, bytes, rows])

describe("totals", () => {
  it("sums by each kind, heaviest first", () => {
    expect(short(totals(ledger, "layer"))).toEqual([
      ["2", 1051, 3],
      ["0", 100, 1],
      ["1", 10, 1],
    ])
    expect(short(totals(ledger, "step"))).toEqual([
      ["pip", 1051, 3],
      ["base", 110, 2],
    ])
    expect(totals(ledger, "package")).toEqual([
      { key: "python:torch@opt/venv", label: "torch 2.4", bytes: 1000, rows: 1 },
      { key: "dpkg:libc6", label: "libc6 2.36", bytes: 110, rows: 2 },
      { key: "none", label: "unowned", bytes: 51, rows: 2 },
    ])
    expect(short(totals(ledger, "ecosystem"))).toEqual([
      ["python", 1000, 1],
      ["dpkg", 110, 2],
      ["none", 51, 2],
    ])
    expect(short(totals(ledger, "category"))).toEqual([
      ["library", 1100, 2],
      ["other", 51, 2],
      ["documentation", 10, 1],
    ])
    expect(short(totals(ledger, "state"))).toEqual([
      ["visible", 1111, 4],
      ["deleted", 50, 1],
    ])
  })

  it("sums by folder; what is right in the folder is the folder's", () => {
    expect(short(totals(ledger, "folder"))).toEqual([
      ["opt", 1000, 1],
      ["usr", 160, 3],
      ["", 1, 1],
    ])
    expect(short(totals(ledger, "folder", { depth: 2 }))).toEqual([
      ["opt/venv", 1000, 1],
      ["usr/lib", 150, 2],
      ["usr/share", 10, 1],
      ["", 1, 1],
    ])
    expect(short(totals(ledger, "folder", { within: "/usr" }))).toEqual([
      ["usr/lib", 150, 2],
      ["usr/share", 10, 1],
    ])
    expect(short(totals(ledger, "folder", { within: "usr/lib" }))).toEqual([["usr/lib", 150, 2]])
  })

  it("limits what is summed", () => {
    expect(short(totals(ledger, "package", { within: "usr", category: "library" }))).toEqual([["dpkg:libc6", 100, 1]])
    expect(short(totals(ledger, "category", { layer: 2, state: "visible" }))).toEqual([
      ["library", 1000, 1],
      ["other", 1, 1],
    ])
    expect(short(totals(ledger, "layer", { package: 1 }))).toEqual([
      ["0", 100, 1],
      ["1", 10, 1],
    ])
    expect(totals(ledger, "layer", { within: "nowhere" })).toEqual([])
  })
})
