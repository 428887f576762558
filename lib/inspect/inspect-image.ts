import type { StoredImage } from "../engine/store/types.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { attribute, layerSteps } from "./attribute/index.ts"
import type { Waste } from "./findings.ts"
import type { ImageFiles } from "./image-files.ts"
import { makeLedger } from "./make-ledger.ts"
import { readImage } from "./read-image.ts"

export interface InspectOptions {
  /** How the user names the image; the ledger carries it. */
  readonly ref: string
  /** Told of each layer that is read, out of how many. */
  readonly onProgress?: (done: number, layers: number) => void
}

/** An image, every byte of it accounted for. */
export interface InspectedImage {
  readonly ledger: Ledger
  readonly waste?: Waste
  readonly files: ImageFiles
}

/**
 * Reads an image and says where every byte is and whose it is.
 * @throws StrataError `engine-store` where a layer cannot be read
 */
export async function inspectImage(image: StoredImage, options: InspectOptions): Promise<InspectedImage> {
  const { ref, onProgress = () => {} } = options
  let done = 0
  const files = await readImage(image, () => onProgress(++done, image.layers.length))
  const attribution = attribute(files)
  return { ledger: makeLedger(ref, files, attribution, layerSteps(files)), files }
}
