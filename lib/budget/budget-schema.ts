import { z } from "zod"
import { categories } from "../ledger/index.ts"
import { sharePattern, sizePattern } from "./parse-size.ts"

/*
 * `strata.budget.json`: what an image may weigh. A size is bytes, or text as `3.5 GB` (10^9) or `200 MiB` (2^20); alone it
 * is unpacked. In lists `*` is each one of the kind by itself.
 */
const size = z.union([z.int().min(0), z.string().regex(sizePattern, "is no size such as '3.5 GB' or '200 MiB'")])
const growth = z.union([
  size,
  z.string().regex(sharePattern, "is neither a size such as '200 MB' nor a share such as '5 %'"),
])

function limitOf<T extends z.ZodType>(one: T) {
  return z.union([one, z.strictObject({ unpacked: one.optional(), compressed: one.optional() })])
}
const limit = limitOf(size)
const growthLimit = limitOf(growth)
const category = z.enum(["*", ...categories])

export const budgetSchema = z.strictObject({
  $schema: z.string().optional(),
  /** The whole image. */
  total: limit.optional(),
  /** By number from 0, the lowest. */
  layers: z.record(z.string().regex(/^(\*|\d+)$/, "is no number of a layer, nor '*'"), limit).optional(),
  /** By the step's name, all its layers together. */
  steps: z.record(z.string(), limit).optional(),
  /** `dpkg:libc6`, `python:torch` wherever it is, or `python:torch@opt/venv`. 0 is: must not be there. */
  packages: z.record(z.string(), size).optional(),
  categories: z.partialRecord(category, size).optional(),
  /** A path with all below it, or a pattern: `usr/share/doc`, `**` + `/*.a`. */
  paths: z.record(z.string(), size).optional(),
  /** How much more than in the baseline: a size, or a share such as `5 %`. */
  growth: z
    .strictObject({
      /** JSON of a ledger, of `strata inspect` or of a build's metrics; relative to this file. */
      baseline: z.string().optional(),
      total: growthLimit.optional(),
      steps: z.record(z.string(), growthLimit).optional(),
      packages: z.record(z.string(), growth).optional(),
      categories: z.partialRecord(category, growth).optional(),
    })
    .optional(),
})

export type Budget = z.infer<typeof budgetSchema>
export type BudgetLimit = z.infer<typeof growthLimit>
