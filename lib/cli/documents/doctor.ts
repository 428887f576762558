import { z } from "zod"

const finding = z.strictObject({
  name: z.string(),
  ok: z.boolean(),
  /** What was found, in one line. */
  detail: z.string(),
  /** What to do about it; only where `ok` is false. */
  remedy: z.string().exactOptional(),
})

/** What `strata doctor --json` prints. The finding `engine` says whether anything can be built here. */
export const doctorDocument = z.strictObject({
  format: z.literal("strata.doctor"),
  version: z.literal(1),
  findings: z.array(finding).min(1).readonly(),
})

export type DoctorDocument = z.infer<typeof doctorDocument>
