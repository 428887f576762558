import type { z } from "zod"
import { imageSchema } from "../lib/ir/index.ts"
import { metricsSchema } from "../lib/metrics/metrics.ts"
import { inspectionSchema } from "../lib/report/inspection-schema.ts"

/**
 * Every machine format that has a published JSON Schema: file name in `schemas/`, title, and the zod schema it is made
 * from. A new format is one entry here and `npx tsx scripts/write-schemas.ts`.
 */
export const schemas: Readonly<Record<string, { readonly title: string; readonly schema: z.ZodType }>> = {
  "image.schema.json": { title: "Strata image definition (strata.image)", schema: imageSchema },
  "inspect.schema.json": { title: "Strata inspection of an image (strata.inspect)", schema: inspectionSchema },
  "metrics.schema.json": { title: "Strata build metrics (strata.metrics)", schema: metricsSchema },
}
