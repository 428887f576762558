import type { StoredLayer } from "../store/types.ts"

/** Runs `work` over all layers, two at a time (compression has threads of its own), and keeps their order. */
export async function eachLayer<T>(
  layers: readonly StoredLayer[],
  work: (layer: StoredLayer, index: number) => Promise<T>,
): Promise<readonly T[]> {
  const results = new Array<T>(layers.length)
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < layers.length; index = next++) {
      const layer = layers[index]
      if (layer) results[index] = await work(layer, index)
    }
  }
  await Promise.all([worker(), worker()])
  return results
}
