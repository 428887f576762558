import type { StoredImage } from "../engine/store/types.ts"
import type { Workers } from "../workers/workers.ts"
import type { ImageFiles } from "./image-files.ts"
import { parseImageSettings } from "./image-settings.ts"
import { LayerMerger } from "./merge-layers.ts"
import { scanImage } from "./scan/scan-image.ts"
import { scanLimit } from "./scan/scan-limit.ts"

export interface ReadOptions {
  /** Is told of each layer that is read. */
  readonly onLayer?: () => void
  /** Entries that an image may have; see `scanLimit`. */
  readonly maxEntries?: number
  /** Threads to read with, which stay; default: its own, where they are worth their start. */
  readonly workers?: Workers
}

/**
 * Reads what an image holds: every entry of every layer, and which of them shows.
 * @throws StrataError `engine-store` where a layer cannot be read, `image-too-large` where it has more entries than it may
 */
export async function readImage(
  image: StoredImage,
  { onLayer, maxEntries, workers }: ReadOptions = {},
): Promise<ImageFiles> {
  const bytes = image.layers.map(({ source }) => (source?.kind === "file" ? source.size : 0))
  const merger = new LayerMerger(bytes.reduce((sum, each) => sum + each, 0))
  await scanImage(image, merger, {
    ...(onLayer ? { onScanned: onLayer } : {}),
    ...(workers ? { workers } : {}),
    limit: scanLimit(maxEntries),
  })
  return {
    id: image.id,
    config: parseImageSettings(image.configBytes),
    history: image.history,
    ...merger.finish(),
  }
}
