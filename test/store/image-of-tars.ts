import { createHash } from "node:crypto"
import type { LayerEntry, StoredImage, StoredLayer } from "../../lib/engine/store/index.ts"
import { TarReader } from "../../lib/tar/index.ts"

function digest(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`
}

/** A layer in memory. `reads` tells how often its bytes were asked for. */
export function layerOfTar(tar: Buffer): StoredLayer & { reads: number } {
  const entries: LayerEntry[] = []
  new TarReader((entry) => entries.push(entry)).push(tar)
  const unpackedBytes = entries.reduce((sum, { size }) => sum + size, 0)
  return {
    diffId: digest(tar),
    reads: 0,
    index: async () => ({ entries, tarBytes: tar.length, unpackedBytes }),
    async *tar() {
      this.reads++
      for (let start = 0; start < tar.length; start += 10_000) yield tar.subarray(start, start + 10_000)
    },
  }
}

/** An image in memory. */
export function imageOfLayers(layers: readonly StoredLayer[], architecture = "amd64"): StoredImage {
  const configBytes = Buffer.from(
    JSON.stringify({
      architecture,
      os: "linux",
      config: {},
      rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
    }),
  )
  return { id: digest(configBytes), configBytes, history: [], layers, close: async () => {} }
}
