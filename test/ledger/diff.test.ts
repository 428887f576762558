import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { diff, explainChange, imageSizes } from "../../lib/ledger/index.ts"
import { arbitraryLedger } from "./support/arbitrary-ledger.ts"
import { makeLedger } from "./support/make-ledger.ts"

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

const before = makeLedger({
  layers: [
    { step: "base", diffId: "sha256:a" },
    { step: "apt(curl)", diffId: "sha256:b" },
    { step: "pip", diffId: "sha256:c" },
  ],
  packages: [
    { ecosystem: "dpkg", name: "curl", version: "7.88" },
    { ecosystem: "python", name: "torch", version: "2.4", location: "opt/venv" },
    { ecosystem: "dpkg", name: "vim", version: "9" },
  ],
  rows: [
    { path: "etc/motd", bytes: 5 },
    { path: "usr/bin/curl", bytes: 100, layer: 1, package: 1 },
    { path: "usr/bin/vim", bytes: 40, layer: 1, package: 3 },
    { path: "opt/venv/torch.so", bytes: 1000, layer: 2, package: 2 },
    { path: "opt/venv/old.so", bytes: 70, layer: 2, package: 2 },
    { path: "opt/empty", bytes: 0, layer: 2 },
  ],
})
const after = makeLedger({
  layers: [
    { step: "base", diffId: "sha256:a" },
    { step: "files", diffId: "sha256:d" },
    { step: "apt(curl)", diffId: "sha256:e" },
    { step: "pip", diffId: "sha256:f" },
  ],
  packages: [
    { ecosystem: "python", name: "torch", version: "2.5", location: "opt/venv" },
    { ecosystem: "dpkg", name: "curl", version: "7.88" },
  ],
  rows: [
    { path: "etc/motd", bytes: 5 },
    { path: "srv/data/x", bytes: 300, layer: 1 },
    { path: "usr/bin/curl", bytes: 100, layer: 2, package: 2 },
    { path: "opt/venv/torch.so", bytes: 900, layer: 3, package: 1 },
    { path: "opt/venv/new.so", bytes: 170, layer: 3, package: 1 },
  ],
})

describe("diff", () => {
  it("tells a package's new version as one change, even of the same weight", () => {
    expect(diff(before, after, "package")).toEqual([
      { key: "none", label: "unowned", cause: "grown", before: 5, after: 305 },
      { key: "dpkg:vim", label: "vim 9", cause: "removed", before: 40, after: 0 },
      { key: "python:torch@opt/venv", label: "torch 2.4 -> 2.5", cause: "version", before: 1070, after: 1070 },
    ])
  })

  it("compares layers of the same step, wherever they lie", () => {
    expect(diff(before, after, "layer")).toEqual([
      { key: "files#1", label: "files", cause: "added", before: 0, after: 300 },
      { key: "apt(curl)#1", label: "apt(curl)", cause: "shrunk", before: 140, after: 100 },
      { key: "pip#1", label: "pip", cause: "rebuilt", before: 1070, after: 1070 },
    ])
  })

  it("tells paths, the most changed first, and no more than are wanted", () => {
    const all = [
      { key: "srv/data/x", label: "/srv/data/x", cause: "added", before: 0, after: 300 },
      { key: "opt/venv/new.so", label: "/opt/venv/new.so", cause: "added", before: 0, after: 170 },
      { key: "opt/venv/torch.so", label: "/opt/venv/torch.so", cause: "shrunk", before: 1000, after: 900 },
      { key: "opt/venv/old.so", label: "/opt/venv/old.so", cause: "removed", before: 70, after: 0 },
      { key: "usr/bin/vim", label: "/usr/bin/vim", cause: "removed", before: 40, after: 0 },
    ]
    expect(diff(before, after, "path")).toEqual(all)
    expect(diff(before, after, "path", { most: 2 })).toEqual(all.slice(0, 2))
  })

  it("explains a change by packages, and by folder what nobody owns", () => {
    expect(explainChange(before, after).map(({ label, cause }) => [label, cause])).toEqual([
      ["/srv/data (unowned)", "added"],
      ["vim 9", "removed"],
      ["torch 2.4 -> 2.5", "version"],
    ])
  })

  it("keeps every byte: changes of any kind sum to what the image changed by, and an image equals itself", () => {
    const kinds = fc.constantFrom("layer", "step", "package", "ecosystem", "category", "state", "folder", "path")
    fc.assert(
      fc.property(arbitraryLedger, arbitraryLedger, kinds, (a, b, by) => {
        const change = imageSizes(b).unpackedBytes - imageSizes(a).unpackedBytes
        expect(sum(diff(a, b, by as "path").map((each) => each.after - each.before))).toBe(change)
        expect(sum(explainChange(a, b).map((each) => each.after - each.before))).toBe(change)
        expect(diff(a, a, by as "path")).toEqual([])
        expect(explainChange(b, b)).toEqual([])
      }),
    )
  })

  it("compares names as bytes, not as they are shown", () => {
    const [a, b] = [0xff, 0xfe].map((byte) => {
      const ledger = makeLedger({ rows: [{ path: "x", bytes: 7 }] })
      ledger.rows.path[0] = ledger.paths.internBytes(Uint8Array.of(byte))
      return ledger
    }) as [typeof before, typeof before]
    expect(diff(a, b, "path").map(({ cause }) => cause)).toEqual(["added", "removed"])
    expect(diff(a, a, "path")).toEqual([])
  })
})
