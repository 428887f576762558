import type { StoredImage } from "../engine/store/types.ts"
import { rowStates } from "../ledger/ledger.ts"
import { readImage } from "./read-image.ts"

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

const visible = rowStates.indexOf("visible")

/**
 * Takes every byte count of an image from the same table that `strata inspect` starts from, so that a build's metrics and
 * an inspection cannot differ.
 */
export async function measureImage(image: StoredImage): Promise<ImageMeasure> {
  const { layers, rows } = await readImage(image)
  return {
    unpackedBytes: layers.reduce((sum, layer) => sum + layer.unpackedBytes, 0),
    visibleBytes: rows.bytes.reduce((sum, bytes, row) => sum + (rows.state[row] === visible ? bytes : 0), 0),
    layers: layers.map(({ diffId, unpackedBytes, tarBytes, from, to }) => ({
      diffId,
      unpackedBytes,
      tarBytes,
      entries: to - from,
    })),
  }
}
