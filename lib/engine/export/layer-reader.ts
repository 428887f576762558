import { createHash } from "node:crypto"
import { StrataError } from "../../errors/index.ts"
import type { StoredImage, StoredLayer } from "../store/types.ts"
import type { ExportOptions } from "./report.ts"

function damaged(diffId: string, what: string): StrataError {
  return new StrataError({
    code: "engine-store",
    message: `layer ${diffId} came out of the store ${what}`,
    fix: "the store is damaged or was changed meanwhile: build the image again, with --no-cache if need be",
  })
}

/** Every layer once, though an image may have one twice: two steps can leave the same bytes. */
export function distinctLayers(image: StoredImage): readonly StoredLayer[] {
  return [...new Map(image.layers.map((layer) => [layer.diffId, layer])).values()]
}

/** Streams a layer's tar. `stop` ends this layer only. */
export type ReadLayer = (layer: StoredLayer, stop?: AbortSignal) => AsyncGenerator<Buffer>

/**
 * Gives a function that streams a layer's tar for an export: it reports progress over all layers, stops when it is told
 * to, and throws at the end of a layer whose bytes are not what its diff id says.
 */
export async function layerReader(image: StoredImage, { onProgress, signal }: ExportOptions): Promise<ReadLayer> {
  const layers = distinctLayers(image)
  const indexes = await Promise.all(layers.map((layer) => layer.index()))
  const totalBytes = indexes.reduce((sum, { tarBytes }) => sum + tarBytes, 0)
  let doneBytes = 0
  return async function* read(layer, stop) {
    const { tarBytes } = await layer.index()
    const hash = createHash("sha256")
    let bytes = 0
    for await (const chunk of layer.tar()) {
      if (signal?.aborted || stop?.aborted)
        throw new StrataError({ code: "interrupted", message: "the export was stopped" })
      bytes += chunk.length
      // In an archive a byte too many would be taken for the next member's header.
      if (bytes > tarBytes) throw damaged(layer.diffId, `longer than its ${tarBytes} bytes`)
      hash.update(chunk)
      yield chunk
      doneBytes += chunk.length
      onProgress?.({ doneBytes, totalBytes })
    }
    if (bytes < tarBytes) throw damaged(layer.diffId, `with ${bytes} of its ${tarBytes} bytes`)
    const digest = `sha256:${hash.digest("hex")}`
    if (digest !== layer.diffId) throw damaged(layer.diffId, `as ${digest}`)
  }
}
