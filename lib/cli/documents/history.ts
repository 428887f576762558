import { z } from "zod"
import { entrySchema } from "../../history/index.ts"

/** What `strata history --json` prints: the entries of each image, oldest first. */
export const historyDocument = z.strictObject({
  format: z.literal("strata.history"),
  version: z.literal(1),
  images: z.array(
    z.strictObject({
      image: z.string(),
      builds: z.array(
        entrySchema.extend({
          /** Unpacked bytes more than in the build before; absent of the first. */
          changeBytes: z.int().exactOptional(),
        }),
      ),
    }),
  ),
})

export type HistoryDocument = z.infer<typeof historyDocument>
