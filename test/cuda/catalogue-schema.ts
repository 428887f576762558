import { z } from "zod"
import { osNames } from "../../lib/distributions/index.ts"

const version = z.string().regex(/^\d+\.\d+\.\d+$/)
const date = z.iso.date()

const release = z
  .strictObject({
    version,
    minimumDriver: z.string().regex(/^\d+\.\d+(\.\d+)?$/),
    status: z.enum(["supported", "end-of-life"]),
    endOfLife: z.strictObject({ because: z.string().min(1), since: date.optional() }).optional(),
    os: z.partialRecord(
      z.enum(osNames as [string, ...string[]]),
      z.strictObject({ cudnn: z.record(z.string().regex(/^\d+$/), z.string().regex(/^cudnn\d*$/)) }),
    ),
    digests: z.record(z.string(), z.string().regex(/^sha256:[0-9a-f]{64}$/)).optional(),
  })
  .refine((each) => (each.status === "end-of-life") === (each.endOfLife !== undefined), {
    error: "endOfLife is there exactly when the status says so",
  })
  .refine((each) => Object.keys(each.os).length > 0, { error: "published for no operating system" })

/** The shape of `lib/cuda/nvidia-images.json`: strict, so that a misspelt field is found here and not by a user. */
export const catalogueSchema = z.strictObject({
  source: z.array(z.string().min(1)).min(1),
  date,
  repository: z.string(),
  flavours: z.tuple([z.literal("base"), z.literal("runtime"), z.literal("devel")]),
  releases: z.array(release).min(1),
})
