import { resolveCuda } from "../cuda/index.ts"
import { isOsName } from "../distributions/index.ts"
import type { Image } from "../ir/index.ts"

/** What is not wrong with an image but should be known before it is built, e.g. a CUDA release past its end of life. */
export function imageWarnings(image: Image): readonly string[] {
  if (!image.cuda || !isOsName(image.os)) return []
  return resolveCuda(image.os, image.cuda).warnings
}
