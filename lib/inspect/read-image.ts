import type { StoredImage } from "../engine/store/types.ts"
import type { ImageFiles } from "./image-files.ts"
import { parseImageSettings } from "./image-settings.ts"
import { mergeLayers } from "./merge-layers.ts"
import { scanImage } from "./scan/scan-image.ts"

/**
 * Reads what an image holds: every entry of every layer, and which of them shows.
 * @throws StrataError `engine-store` where a layer cannot be read
 */
export async function readImage(image: StoredImage, onLayer?: () => void): Promise<ImageFiles> {
  const scanned = await scanImage(image, onLayer)
  return {
    id: image.id,
    config: parseImageSettings(image.configBytes),
    history: image.history,
    ...mergeLayers(scanned),
  }
}
