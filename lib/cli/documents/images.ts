import { z } from "zod"

const image = z.strictObject({
  /** As it is given to other commands. */
  name: z.string(),
  /** Relative to the working directory. */
  module: z.string(),
  /** The first one is taken where none is said; empty where the image has none. */
  variants: z.array(z.string()).readonly(),
  os: z.array(z.string()).min(1).readonly(),
  platforms: z.array(z.string()).min(1).readonly(),
  /** Variant -> tag, for variants that have one of their own. */
  tags: z.partialRecord(z.string(), z.string()).readonly(),
})

/** What `strata images --json` prints, in the order of the configuration. */
export const imagesDocument = z.strictObject({
  format: z.literal("strata.images"),
  version: z.literal(1),
  images: z.array(image).readonly(),
})

export type ImagesDocument = z.infer<typeof imagesDocument>
