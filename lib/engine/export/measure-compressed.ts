import type { StoredImage } from "../store/types.ts"
import { compress } from "./compress.ts"
import { eachLayer } from "./each-layer.ts"
import { distinctLayers, layerReader } from "./layer-reader.ts"
import type { ExportOptions } from "./report.ts"

export interface CompressedLayer {
  readonly diffId: string
  /** Bytes of the layer as a registry would store it. */
  readonly compressedBytes: number
}

/**
 * Compresses every layer and throws the result away: the bytes a registry would store, per layer. A layer that the
 * image has twice is compressed once and listed twice.
 * @throws StrataError `engine-store`, `output-failed` where the command `zstd` is wanted and not installed, `interrupted`
 */
export async function measureCompressed(
  image: StoredImage,
  compression: "gzip" | "zstd",
  options: ExportOptions = {},
): Promise<readonly CompressedLayer[]> {
  const read = await layerReader(image, options)
  const measured = await eachLayer(distinctLayers(image), async (layer, stop): Promise<readonly [string, number]> => {
    let bytes = 0
    for await (const chunk of compress(read(layer, stop), compression)) bytes += chunk.length
    return [layer.diffId, bytes]
  })
  const bytesOf = new Map(measured)
  return image.layers.map(({ diffId }) => ({ diffId, compressedBytes: bytesOf.get(diffId) ?? 0 }))
}
