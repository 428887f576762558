import type { StoredLayer } from "../store/types.ts"

/**
 * Runs `work` over all layers, two at a time (compression has threads of its own), and keeps their order. When one
 * fails the others are told to stop, and are waited for: nothing is still being written when this throws.
 */
export async function eachLayer<T>(
  layers: readonly StoredLayer[],
  work: (layer: StoredLayer, stop: AbortSignal) => Promise<T>,
): Promise<readonly T[]> {
  const results = new Array<T>(layers.length)
  const stop = new AbortController()
  let failure: { readonly error: unknown } | undefined
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < layers.length && !failure; index = next++) {
      const layer = layers[index]
      if (!layer) return
      try {
        results[index] = await work(layer, stop.signal)
      } catch (error) {
        failure ??= { error }
        stop.abort()
      }
    }
  }
  await Promise.all([worker(), worker()])
  if (failure) throw failure.error
  return results
}
