import { describe, expect, it } from "vitest"
import type { LayerEntry, StoredImage } from "../../lib/engine/store/index.ts"
import { measureImage } from "../../lib/engine/store/index.ts"

type Short = readonly [path: string, size: number | "/" | `=${string}`]

function imageOf(...layers: readonly (readonly Short[])[]): StoredImage {
  return {
    id: "sha256:x",
    configBytes: Buffer.alloc(0),
    history: [],
    close: async () => {},
    layers: layers.map((shorts, position) => {
      const entries = shorts.map(([path, what]): LayerEntry => {
        const common = { path, mode: 0, uid: 0, gid: 0, size: typeof what === "number" ? what : 0 }
        if (typeof what === "number") return { ...common, type: "file" }
        return what === "/"
          ? { ...common, type: "directory" }
          : { ...common, type: "hardlink", linkTarget: what.slice(1) }
      })
      return {
        diffId: `sha256:${position}`,
        index: async () => ({ entries, tarBytes: 0, unpackedBytes: entries.reduce((sum, { size }) => sum + size, 0) }),
        tar: () => {
          throw new Error("not needed")
        },
      }
    }),
  }
}

async function sizes(...layers: readonly (readonly Short[])[]): Promise<readonly [unpacked: number, visible: number]> {
  const { unpackedBytes, visibleBytes } = await measureImage(imageOf(...layers))
  return [unpackedBytes, visibleBytes]
}

describe("measureImage", () => {
  it("counts a file that a later layer replaces twice as unpacked and once as visible", async () => {
    expect(await sizes([["a", 10]], [["a", 4]])).toEqual([14, 4])
  })

  it("counts a hard-linked file once", async () => {
    expect(
      await sizes([
        ["a", 10],
        ["b", "=a"],
      ]),
    ).toEqual([10, 10])
    expect(
      await sizes(
        [
          ["a", 10],
          ["b", "=a"],
        ],
        [[".wh.a", 0]],
      ),
    ).toEqual([10, 10])
    expect(
      await sizes(
        [
          ["a", 10],
          ["b", "=a"],
        ],
        [
          [".wh.a", 0],
          [".wh.b", 0],
        ],
      ),
    ).toEqual([10, 0])
  })

  it("hides what whiteouts and opaque folders say, wherever they stand in the layer", async () => {
    expect(
      await sizes(
        [
          ["d/a", 1],
          ["d/b", 2],
          ["e", 4],
        ],
        [["d/.wh.a", 0]],
      ),
    ).toEqual([7, 6])
    expect(
      await sizes(
        [
          ["d/a", 1],
          ["d/s/b", 2],
        ],
        [[".wh.d", 0]],
      ),
    ).toEqual([3, 0])
    expect(
      await sizes(
        [["d/a", 1]],
        [
          ["d/c", 8],
          ["d/.wh..wh..opq", 0],
        ],
      ),
    ).toEqual([9, 8])
  })

  it("lets a file take a folder's place and a folder a file's", async () => {
    expect(await sizes([["d/a", 1]], [["d", 5]])).toEqual([6, 5])
    expect(
      await sizes(
        [["d", 5]],
        [
          ["d", "/"],
          ["d/a", 1],
        ],
      ),
    ).toEqual([6, 1])
  })

  it("keeps a folder's files when a layer only touches the folder", async () => {
    expect(
      await sizes(
        [
          ["d", "/"],
          ["d/a", 1],
        ],
        [["d", "/"]],
      ),
    ).toEqual([1, 1])
  })
})
