import { z } from "zod"

const bytes = z.int().min(0)

/** What `strata family --json` prints. All sizes are unpacked bytes. */
export const familyDocument = z.strictObject({
  format: z.literal("strata.family"),
  version: z.literal(1),
  members: z.array(
    z.strictObject({
      ref: z.string(),
      unpackedBytes: bytes,
      /** In layers that no other image here has. */
      uniqueBytes: bytes,
      /** Layers that it has in common with any other, from the lowest up. */
      sharedLayers: z.int().min(0),
    }),
  ),
  /** Each image by itself. */
  separateBytes: bytes,
  /** What a host stores that has all. */
  storedBytes: bytes,
  /** What it would also save if equal layers lay at the same place in each image. */
  prefixBytes: bytes,
  shared: z.array(
    z.strictObject({
      diffId: z.string(),
      step: z.string(),
      unpackedBytes: bytes,
      /** Numbers in `members`. */
      images: z.array(z.int().min(0)),
    }),
  ),
})

export type FamilyDocument = z.infer<typeof familyDocument>
