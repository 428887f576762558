import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { MergedTree } from "../../lib/engine/store/merged-tree.ts"
import { layeredEntry, layOver, type Plain, visible } from "../support/plain-file-system.ts"

describe("MergedTree", () => {
  it("has the bytes of a plain file system to which the same layers were applied", () => {
    fc.assert(
      fc.property(fc.array(fc.array(layeredEntry, { maxLength: 12 }), { maxLength: 5 }), (layers) => {
        const tree = new MergedTree()
        const plain: Plain = new Map()
        for (const layer of layers) {
          tree.add(layer)
          layOver(plain, layer)
          expect(tree.visibleBytes).toBe(visible(plain))
        }
      }),
      { numRuns: 3000 },
    )
  })
})
