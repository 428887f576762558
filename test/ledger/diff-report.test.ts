import { describe, expect, it } from "vitest"
import { diffDocument, diffSchema } from "../../lib/ledger/index.ts"
import { diffMarkdown } from "../../lib/ledger/report/diff-markdown.ts"
import { diffText } from "../../lib/ledger/report/diff-text.ts"
import { makeLedger } from "./support/make-ledger.ts"

const before = makeLedger({
  ref: "app:1",
  id: "sha256:1",
  layers: [
    { step: "base", diffId: "sha256:a", compressedBytes: 400 },
    { step: "pip", diffId: "sha256:b", compressedBytes: 500 },
  ],
  packages: [{ ecosystem: "python", name: "torch", version: "2.4" }],
  rows: [
    { path: "bin/sh", bytes: 1000 },
    { path: "opt/torch.so", bytes: 2_000_000, layer: 1, package: 1, category: "library" },
    { path: "opt/gone", bytes: 300, layer: 1, state: "deleted" },
  ],
})
const after = makeLedger({
  ref: "app:2",
  layers: [
    { step: "base", diffId: "sha256:a", compressedBytes: 400 },
    { step: "pip", diffId: "sha256:c", compressedBytes: 600 },
  ],
  packages: [{ ecosystem: "python", name: "torch", version: "2.5" }],
  rows: [
    { path: "bin/sh", bytes: 1000 },
    { path: "opt/torch.so", bytes: 2_500_000, layer: 1, package: 1, category: "library" },
    { path: "srv/\u001b[31m|x", bytes: 7, layer: 1 },
  ],
})
const document = diffDocument(before, after)

describe("diffDocument", () => {
  it("says sizes of both, what is fetched, and why", () => {
    expect(diffSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
    expect(document).toMatchObject({
      before: { ref: "app:1", id: "sha256:1", unpackedBytes: 2_001_300, visibleBytes: 2_001_000, compressedBytes: 900 },
      after: { ref: "app:2", unpackedBytes: 2_501_007, visibleBytes: 2_501_007, compressedBytes: 1000, layers: 2 },
      newLayers: { layers: 1, unpackedBytes: 2_500_007, compressedBytes: 600 },
    })
    expect(document.pathCount).toBe(3)
    expect(document.causes[0]).toEqual({
      key: "python:torch",
      label: "torch 2.4 -> 2.5",
      cause: "version",
      beforeBytes: 2_000_000,
      afterBytes: 2_500_000,
    })
  })

  it("does not add up compressed sizes that are not all known", () => {
    const unknown = { ...after, layers: after.layers.map(({ compressedBytes: _bytes, ...layer }) => layer) }
    const { newLayers, after: side } = diffDocument(before, unknown)
    expect([newLayers.compressedBytes, side.compressedBytes]).toEqual([undefined, undefined])
    expect(diffDocument(unknown, unknown).newLayers).toEqual({ layers: 0, unpackedBytes: 0, compressedBytes: 0 })
    expect(diffText(diffDocument(before, unknown))).toContain("compressed  900 B -> not measured\n")
  })
})

describe("a diff as text", () => {
  it("says what a person asks first", () => {
    expect(diffText(document, { top: 1 })).toBe(
      [
        "app:1 -> app:2",
        "  unpacked     2 MB -> 2.5 MB  +499.7 kB (+25 %)",
        "  visible      2 MB -> 2.5 MB  +500 kB (+25 %)",
        "  compressed  900 B ->   1 kB  +100 B (+11 %)",
        "  1 of 2 layers is new: 2.5 MB unpacked, 600 B compressed",
        "",
        "Causes",
        "     +500 kB  version   torch 2.4 -> 2.5",
        "              2 more",
        "",
        "Layers",
        "   +499.7 kB  grown     pip",
        "",
        "Categories",
        "     +500 kB  grown     library",
        "              1 more",
        "",
        "Paths",
        "     +500 kB  grown     /opt/torch.so",
        "              2 more",
      ].join("\n"),
    )
  })

  it("fits the terminal and lets nothing of an image steer it", () => {
    const text = diffText(document, { width: 40 })
    expect(text).not.toContain("\u001b")
    expect(text).toContain("/srv/\\x1b[31m|x")
    const long = makeLedger({ rows: [{ path: "p".repeat(200), bytes: 9 }] })
    const lines = diffText(diffDocument(before, long), { width: 50 }).split("\n\n").at(-1)?.split("\n") ?? []
    expect(Math.max(...lines.map((line) => line.length))).toBe(50)
  })

  it("says that nothing is new where all layers are the same", () => {
    expect(diffText(diffDocument(before, before)).split("\n").slice(3)).toEqual([
      "  compressed  900 B -> 900 B  0 B (0.0 %)",
      "  all layers are those of before",
    ])
  })
})

describe("a diff as Markdown", () => {
  it("is tables, with lists but the causes folded", () => {
    const lines = diffMarkdown(document, { top: 1 }).split("\n")
    expect(lines[0]).toBe("### `app:2`: +499.7 kB (+25 %) unpacked against `app:1`")
    expect(lines).toContain("| +500 kB | 2 MB | 2.5 MB | version | `torch 2.4 -> 2.5` |")
    expect(lines.filter((line) => line.startsWith("<details>"))).toHaveLength(3)
    expect(diffMarkdown(document)).toContain("`/srv/\\x1b[31m\\|x`")
  })
})
