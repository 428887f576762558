import { MergedTree } from "./merged-tree.ts"
import type { StoredImage } from "./types.ts"

export interface LayerMeasure {
  readonly diffId: string
  readonly unpackedBytes: number
  readonly tarBytes: number
  readonly entries: number
}

export interface ImageMeasure {
  /** File bytes summed over all layers, a hard-linked file once per layer. */
  readonly unpackedBytes: number
  /** File bytes of the merged root file system, a hard-linked file once. */
  readonly visibleBytes: number
  readonly layers: readonly LayerMeasure[]
}

/** Takes every byte count of an image from its layers. */
export async function measureImage(image: StoredImage): Promise<ImageMeasure> {
  const tree = new MergedTree()
  const layers: LayerMeasure[] = []
  for (const layer of image.layers) {
    const { entries, unpackedBytes, tarBytes } = await layer.index()
    tree.add(entries)
    layers.push({ diffId: layer.diffId, unpackedBytes, tarBytes, entries: entries.length })
  }
  return {
    unpackedBytes: layers.reduce((sum, layer) => sum + layer.unpackedBytes, 0),
    visibleBytes: tree.visibleBytes,
    layers,
  }
}
