import type { Metrics } from "../../lib/metrics/metrics.ts"

/** Unpacked bytes that a host with all of these images stores: every layer once. */
export function familyBytes(images: readonly Metrics[]): number {
  const layers = new Map(
    images.flatMap(({ layers: each }) => each.map(({ diffId, unpackedBytes }) => [diffId, unpackedBytes] as const)),
  )
  return [...layers.values()].reduce((sum, bytes) => sum + bytes, 0)
}

/** Unpacked bytes of the layers whose step begins with one of these names. */
export function bytesOfSteps({ layers }: Metrics, ...beginnings: readonly string[]): number {
  return layers
    .filter(({ step }) => beginnings.some((beginning) => step.startsWith(beginning)))
    .reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
}
