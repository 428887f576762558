import { describe, expect, it } from "vitest"
import type { StoredImage } from "../../lib/engine/store/index.ts"
import { measureImage } from "../../lib/inspect/measure-image.ts"
import { padded, writeHeader } from "../../lib/tar/index.ts"
import { imageOfLayers, layerOfTar } from "../store/image-of-tars.ts"

type Short = readonly [path: string, size: number | "/" | `=${string}`]

/** A header that says hard link; its sum is counted with blanks in its own place (POSIX pax, "chksum"). */
function hardLink(path: string, target: string): Buffer {
  const block = writeHeader(path, 0)
  block.write("1", 156, "latin1")
  block.write(target, 157, "utf8")
  block.write("        ", 148, "latin1")
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1")
  return block
}

function member([path, what]: Short): Buffer {
  if (typeof what === "number") return Buffer.concat([writeHeader(path, what), Buffer.alloc(padded(what))])
  return what === "/" ? writeHeader(path, 0, "directory") : hardLink(path, what.slice(1))
}

function imageOf(...layers: readonly (readonly Short[])[]): StoredImage {
  return imageOfLayers(layers.map((shorts) => layerOfTar(Buffer.concat([...shorts.map(member), Buffer.alloc(1024)]))))
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
