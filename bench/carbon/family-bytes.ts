import { chainIds } from "../../lib/ledger/index.ts"
import type { LayerMetrics } from "../../lib/metrics/metrics.ts"

/** What of an image's metrics says how it is layered. */
export interface Layered {
  readonly layers: readonly Pick<LayerMetrics, "diffId" | "unpackedBytes" | "step">[]
  readonly unpackedBytes: number
}

/** Unpacked bytes that a host with all of these images stores: every layer once for each chain of layers below it. */
export function familyBytes(images: readonly Layered[]): number {
  const stored = new Map(
    images.flatMap(({ layers }) => {
      const chains = chainIds(layers)
      return layers.map(({ unpackedBytes }, number) => [chains[number], unpackedBytes] as const)
    }),
  )
  return [...stored.values()].reduce((sum, bytes) => sum + bytes, 0)
}

/**
 * The image with its layers known by what made them. Images that are built one from the other share these, and so do their
 * measurements of different days, where only times within the layers differ.
 */
export function bySteps<Image extends Layered>(image: Image): Image {
  return { ...image, layers: image.layers.map((layer) => ({ ...layer, diffId: `step:${layer.step}` })) }
}

/** The layers of an image that is built as another one was and goes on from there: those from where their steps differ. */
export function layersBeyond(other: Layered, image: Layered): Layered["layers"] {
  const first = image.layers.findIndex(({ step }, number) => step !== other.layers[number]?.step)
  return first === -1 ? [] : image.layers.slice(first)
}

/** Unpacked bytes of an image's layers that none of the others has. */
export function uniqueBytes(image: Layered, others: readonly Layered[]): number {
  return familyBytes([image, ...others]) - familyBytes(others)
}

/** Unpacked bytes of the layers whose step begins with one of these names. */
export function bytesOfSteps({ layers }: Pick<Layered, "layers">, ...beginnings: readonly string[]): number {
  return layers
    .filter(({ step }) => beginnings.some((beginning) => step.startsWith(beginning)))
    .reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
}
