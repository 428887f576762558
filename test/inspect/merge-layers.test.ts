import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { LayerEntry } from "../../lib/engine/store/types.ts"
import { noRow } from "../../lib/inspect/image-files.ts"
import { type MergedLayers, mergeLayers } from "../../lib/inspect/merge-layers.ts"
import { LayerScanBuilder } from "../../lib/inspect/scan/layer-scan.ts"
import { rowStates } from "../../lib/ledger/index.ts"
import { layeredEntry, layOver, type Plain, visible } from "../support/plain-file-system.ts"

function merge(layers: readonly (readonly LayerEntry[])[]): MergedLayers {
  return mergeLayers(
    layers.map((entries, number) => {
      const scan = new LayerScanBuilder()
      for (const { path, linkTarget, ...entry } of entries) {
        const bytes = Buffer.from(path)
        const target = Buffer.from(linkTarget ?? "")
        const link = { link: target, linkStart: 0, linkEnd: target.length }
        const plain = { stored: entry.size, isSparse: false, hasXattrs: false }
        scan.add({ ...entry, ...plain, path: bytes, pathStart: 0, pathEnd: bytes.length, ...link }, 0)
      }
      return { diffId: `sha256:${number}`, scans: [scan.finish(0)] }
    }),
  )
}

/** Paths that show, and the bytes of the files among them. */
function shown({ paths, rows, visible: rowAt }: MergedLayers): ReadonlyMap<string, number | undefined> {
  const found = new Map<string, number | undefined>()
  for (const [path, row] of rowAt.entries()) {
    if (row === noRow) continue
    const content = rows.content[row] ?? noRow
    found.set(paths.path(path), content === noRow ? undefined : rows.bytes[content])
  }
  return found
}

const file = (path: string, size = 1): LayerEntry => ({ path, type: "file", size, mode: 0o644, uid: 0, gid: 0 })
const folder = (path: string): LayerEntry => ({ ...file(path, 0), type: "directory" })
const link = (path: string, linkTarget: string): LayerEntry => ({ ...file(path, 0), type: "symlink", linkTarget })
const hard = (path: string, linkTarget: string): LayerEntry => ({ ...file(path, 0), type: "hardlink", linkTarget })

const visibleState = rowStates.indexOf("visible")

function visibleBytes({ rows }: MergedLayers): number {
  return rows.bytes.reduce((sum, bytes, row) => sum + (rows.state[row] === visibleState ? bytes : 0), 0)
}

describe("mergeLayers", () => {
  // The model follows no links, so layers that have some are left to the examples below.
  const plainEntry = layeredEntry.filter(({ type }) => type !== "symlink")

  it("shows what a plain file system shows to which the same layers were applied", () => {
    fc.assert(
      fc.property(fc.array(fc.array(plainEntry, { maxLength: 12 }), { maxLength: 5 }), (layers) => {
        const plain: Plain = new Map()
        for (const layer of layers) layOver(plain, layer)
        const merged = merge(layers)
        const files = [...plain].filter(([, what]) => what !== "folder").map(([path]) => path)
        const found = [...shown(merged)].filter(([path]) => plain.get(path) !== "folder").map(([path]) => path)
        expect(found.sort()).toEqual(files.sort())
        expect(visibleBytes(merged)).toBe(visible(plain))
      }),
      { numRuns: 3000 },
    )
  })

  it("has every byte of every layer in exactly one row", () => {
    fc.assert(
      fc.property(fc.array(fc.array(layeredEntry, { maxLength: 12 }), { maxLength: 5 }), (layers) => {
        const { rows, layers: merged } = merge(layers)
        const all = layers.flat().reduce((sum, { size }) => sum + size, 0)
        expect(rows.bytes.reduce((sum, bytes) => sum + bytes, 0)).toBe(all)
        expect(merged.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)).toBe(all)
      }),
    )
  })

  it("lays files through links of lower layers, as unpacking does", () => {
    const merged = merge([
      [folder("usr"), folder("usr/lib"), link("lib", "usr/lib"), file("usr/lib/a", 5)],
      [file("lib/a", 7), file("lib/x/b", 11), folder("lib/x")],
    ])
    expect(shown(merged).get("usr/lib/a")).toBe(7)
    expect(shown(merged).get("usr/lib/x/b")).toBe(11)
    expect(shown(merged).has("lib/a")).toBe(false)
    expect(visibleBytes(merged)).toBe(18)
  })

  it("removes through links too", () => {
    const merged = merge([
      [folder("usr"), folder("usr/lib"), link("lib", "/usr/lib"), file("usr/lib/a", 5)],
      [file("lib/.wh.a", 0)],
    ])
    expect(visibleBytes(merged)).toBe(0)
  })

  it("ends where links lead in a circle, or out of the image", () => {
    const merged = merge([
      [link("a", "b"), link("b", "a"), link("out", "../../../etc")],
      [file("a/x", 3), file("out/passwd", 4)],
    ])
    expect(visibleBytes(merged)).toBe(7)
    expect(shown(merged).get("etc/passwd")).toBe(4)
  })

  it("keeps the bytes of a file whose own path is gone while a hard link shows them", () => {
    const merged = merge([[file("a", 9), hard("b", "a")], [file(".wh.a", 0)]])
    expect(visibleBytes(merged)).toBe(9)
    expect(shown(merged).get("b")).toBe(9)
  })

  it("says which layer hides a row, and how", () => {
    const { rows } = merge([[file("a", 1), file("b", 2)], [file("a", 3)], [file(".wh.b", 0)]])
    expect([...rows.state].map((state) => rowStates[state])).toEqual(["overwritten", "deleted", "visible", "deleted"])
    expect([rows.hiddenBy[0], rows.hiddenBy[1]]).toEqual([1, 2])
  })
})
