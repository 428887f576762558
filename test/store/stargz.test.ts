import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { type Blob, blobInMemory } from "../../lib/engine/store/blob.ts"
import { imageOfBlobs } from "../../lib/engine/store/image-of-blobs.ts"
import { readStargzIndex } from "../../lib/engine/store/stargz.ts"

/** A layer that github.com/containerd/stargz-snapshotter/estargz made of a tar: chunks, links, a fifo, a whiteout, a long name. */
const layer = readFileSync(new URL("fixtures/layer.esgz", import.meta.url))
const tocDigest = "sha256:45017b1398cccc016b61f3cbb5725007ed5788f27489f15796b7440b7a020be2"
const diffId = "sha256:f3697edd2f5f3f36849ad77bad80d1bf66b03ea1f59d38ed7ab23b8e357c7eed"

/** A blob that counts the bytes that are asked for. */
function counted(bytes: Buffer): Blob & { asked: number } {
  const blob = blobInMemory(bytes)
  return {
    ...blob,
    asked: 0,
    read(most, from) {
      this.asked += most ?? bytes.length
      return blob.read(most, from)
    },
    stream() {
      throw new Error("the layer is read whole")
    },
  }
}

describe("readStargzIndex", () => {
  it("gives the entries that the whole tar has, and reads the end of the blob alone", async () => {
    const config = Buffer.from(JSON.stringify({ rootfs: { diff_ids: [diffId] } }))
    const [whole] = imageOfBlobs(config, [blobInMemory(layer)], async () => {}).layers
    const { entries } = (await whole?.index()) ?? { entries: [] }
    const blob = counted(layer)
    expect(await readStargzIndex(blob, tocDigest)).toEqual(entries)
    expect(entries.length).toBeGreaterThan(10)
    expect(blob.asked).toBeLessThan(layer.length / 2)
    const [indexed] = imageOfBlobs(config, [{ ...counted(layer), tocDigest }], async () => {}).layers
    expect(await indexed?.listed?.()).toEqual(entries)
  })

  it("takes no index that is another one than the manifest names, or is damaged, or is not there", async () => {
    expect(await readStargzIndex(counted(layer), tocDigest.replace(/.$/, "x"))).toBeUndefined()
    for (let at = layer.length - 900; at < layer.length; at += 7) {
      const damaged = Buffer.from(layer)
      damaged[at] = (damaged[at] ?? 0) ^ 0x55
      const entries = await readStargzIndex(counted(damaged), tocDigest)
      if (entries) expect(entries).toEqual(await readStargzIndex(counted(layer), tocDigest))
    }
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(3000), layer.subarray(0, -1)])
      expect(await readStargzIndex(counted(bytes), tocDigest)).toBeUndefined()
  })
})
