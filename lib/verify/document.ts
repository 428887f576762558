import { z } from "zod"
import { checkNames, type Verification } from "./types.ts"

export const failureSchema = z.strictObject({
  /** Says the same of the same thing in another image. */
  key: z.string(),
  message: z.string(),
  cause: z.string().exactOptional(),
  owner: z.string().exactOptional(),
})

/** What `strata verify --json` prints. */
export const verificationSchema = z.strictObject({
  format: z.literal("strata.verification"),
  version: z.literal(1),
  ref: z.string(),
  baseline: z.string().exactOptional(),
  passed: z.boolean(),
  checks: z.array(
    z.strictObject({
      check: z.enum(checkNames),
      /** How many things were looked at. */
      looked: z.int().min(0),
      failures: z.array(failureSchema),
      /** How many of its failures the baseline has too; they are not listed. */
      known: z.int().min(0),
      /** Why it was not done. */
      skipped: z.string().exactOptional(),
      /** What of it was not looked at, and why. */
      left: z.string().exactOptional(),
    }),
  ),
})

export type VerificationDocument = z.infer<typeof verificationSchema>

export function verificationDocument({ ref, baseline, checks }: Verification): VerificationDocument {
  return {
    format: "strata.verification",
    version: 1,
    ref,
    ...(baseline === undefined ? {} : { baseline }),
    passed: checks.every(({ failures }) => failures.length === 0),
    checks: checks.map((check) => ({ ...check, failures: [...check.failures] })),
  }
}
