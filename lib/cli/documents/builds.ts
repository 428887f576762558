import { z } from "zod"
import { metricsSchema } from "../../metrics/metrics.ts"

/** What `strata build --all-variants --json` prints: the metrics of each variant, in the order in which they were built. */
export const buildsDocument = z.strictObject({
  format: z.literal("strata.builds"),
  version: z.literal(1),
  builds: z.array(metricsSchema).min(1).readonly(),
})

export type BuildsDocument = z.infer<typeof buildsDocument>
