import type { z } from "zod"
import { budgetSchema, checkSchema } from "../lib/budget/index.ts"
import { buildsDocument } from "../lib/cli/documents/builds.ts"
import { doctorDocument } from "../lib/cli/documents/doctor.ts"
import { engineDocument } from "../lib/cli/documents/engine.ts"
import { errorDocument } from "../lib/cli/documents/error.ts"
import { familyDocument } from "../lib/cli/documents/family.ts"
import { historyDocument } from "../lib/cli/documents/history.ts"
import { imagesDocument } from "../lib/cli/documents/images.ts"
import { imageSchema } from "../lib/ir/schema.ts"
import { diffSchema, ledgerSchema } from "../lib/ledger/index.ts"
import { metricsSchema } from "../lib/metrics/metrics.ts"
import { inspectionSchema } from "../lib/report/inspection-schema.ts"
import { baselineSchema } from "../lib/verify/baseline/document.ts"
import { verificationSchema } from "../lib/verify/document.ts"
import { featuresSchema } from "../lib/verify/features/features-schema.ts"

/**
 * Every machine format that has a published JSON Schema: file name in `schemas/`, title, and the zod schema it is made
 * from. A new format is one entry here and `npx tsx scripts/write-schemas.ts`.
 */
export const schemas: Readonly<Record<string, { readonly title: string; readonly schema: z.ZodType }>> = {
  "budget.schema.json": { title: "Strata budget of an image (strata.budget.json)", schema: budgetSchema },
  "builds.schema.json": { title: "Strata builds of several variants (strata.builds)", schema: buildsDocument },
  "check.schema.json": { title: "Strata check of an image against a budget (strata.check)", schema: checkSchema },
  "diff.schema.json": { title: "Strata difference of two images (strata.diff)", schema: diffSchema },
  "doctor.schema.json": { title: "Strata look at a machine (strata.doctor)", schema: doctorDocument },
  "engine.schema.json": { title: "Strata embedded engine (strata.engine)", schema: engineDocument },
  "error.schema.json": { title: "Strata error (strata.error)", schema: errorDocument },
  "family.schema.json": { title: "Strata family of images (strata.family)", schema: familyDocument },
  "features.schema.json": { title: "Strata list of what images offer (strata.features)", schema: featuresSchema },
  "history.schema.json": { title: "Strata history of images (strata.history)", schema: historyDocument },
  "image.schema.json": { title: "Strata image definition (strata.image)", schema: imageSchema },
  "images.schema.json": { title: "Strata configured images (strata.images)", schema: imagesDocument },
  "inspect.schema.json": { title: "Strata inspection of an image (strata.inspect)", schema: inspectionSchema },
  "ledger.schema.json": { title: "Strata ledger of an image (strata.ledger)", schema: ledgerSchema },
  "metrics.schema.json": { title: "Strata build metrics (strata.metrics)", schema: metricsSchema },
  "verification.schema.json": {
    title: "Strata verification of an image (strata.verification)",
    schema: verificationSchema,
  },
  "verify-baseline.schema.json": {
    title: "Strata baseline of a verification (strata.verify-baseline)",
    schema: baselineSchema,
  },
}
