import { type Image, imageDigest } from "../ir/index.ts"
import type { Metrics } from "./metrics.ts"

/** What of a metrics document says which image was built: the definition, and the id and names of the result. */
export function imagePart(image: Image, id: string, tags: readonly string[]): Metrics["image"] {
  const { name, variant, os, platform } = image
  return {
    name,
    ...(variant === undefined ? {} : { variant }),
    os,
    platform,
    definition: imageDigest(image),
    id,
    tags: [...tags],
  }
}
