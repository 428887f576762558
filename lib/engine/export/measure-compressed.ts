import type { StoredImage } from "../store/types.ts"
import { compress } from "./compress.ts"
import { eachLayer } from "./each-layer.ts"

/** Compresses every layer and throws the result away: the bytes a registry would store, per layer. */
export function measureCompressed(
  image: StoredImage,
  compression: "gzip" | "zstd",
): Promise<readonly { readonly diffId: string; readonly compressedBytes: number }[]> {
  return eachLayer(image.layers, async (layer) => {
    let compressedBytes = 0
    for await (const chunk of compress(layer.tar(), compression)) compressedBytes += chunk.length
    return { diffId: layer.diffId, compressedBytes }
  })
}
