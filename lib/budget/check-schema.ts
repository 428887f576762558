import { z } from "zod"

const bytes = z.int().min(0)

export const measuredKinds = ["total", "layers", "steps", "packages", "categories", "paths"] as const

const check = z.strictObject({
  of: z.enum(measuredKinds),
  /** Which layer, step, package, ...; empty for the total. */
  key: z.string(),
  /** A limit of the size itself, or of how much more it is than in the baseline. */
  kind: z.enum(["size", "growth"]),
  size: z.enum(["unpacked", "compressed"]),
  /** As the budget says it. */
  limit: z.union([z.string(), z.number()]),
  /** The same in bytes; absent where it is a share of something that is not known. */
  limitBytes: bytes.exactOptional(),
  /** What the image has. */
  actualBytes: bytes.exactOptional(),
  /** What the baseline has; only of growth. */
  baselineBytes: bytes.exactOptional(),
  /** A figure that is missing fails as one that is too large. */
  verdict: z.enum(["within", "over", "missing"]),
  /** Why a figure is missing. */
  reason: z.string().exactOptional(),
})

/** What `strata check --json` prints. */
export const checkSchema = z.strictObject({
  format: z.literal("strata.check"),
  version: z.literal(1),
  image: z.string(),
  baseline: z.string().exactOptional(),
  passed: z.boolean(),
  /** In the order of the budget; of a `*` all that are over, or else the heaviest. */
  checks: z.array(check),
})

export type CheckResult = z.infer<typeof checkSchema>
export type Check = CheckResult["checks"][number]
export type MeasuredKind = Check["of"]
