import type { StoredImage } from "../engine/store/types.ts"
import { attribute, layerSteps } from "../inspect/attribute/index.ts"
import { readImage } from "../inspect/read-image.ts"
import { ImageTree } from "./image-tree.ts"
import { openContents } from "./open-contents.ts"

/** Reads an image and lets `work` look at it; its files can be read until `work` is done. */
export async function withTree<T>(image: StoredImage, work: (tree: ImageTree) => T | Promise<T>): Promise<T> {
  const files = await readImage(image)
  const contents = await openContents(image, files)
  try {
    const steps = layerSteps(files).map(({ step }) => step)
    return await work(new ImageTree({ files, attribution: attribute(files), steps, content: contents.read }))
  } finally {
    contents.close()
  }
}
