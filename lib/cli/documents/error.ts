import { z } from "zod"
import { type ErrorCode, errorCodes } from "../../errors/index.ts"

const at = z.strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive().exactOptional() })

const problem = z.strictObject({
  /** Each has a page in docs/errors, but `bug`: that is what should never have been thrown. */
  code: z.enum([...(Object.keys(errorCodes) as ErrorCode[]), "bug"]),
  message: z.string(),
  fix: z.string().exactOptional(),
  at: at.exactOptional(),
  detail: z.string().exactOptional(),
})

/** What any command with `--json` prints instead of its own document where something is wrong. */
export const errorDocument = z.strictObject({
  format: z.literal("strata.error"),
  version: z.literal(1),
  exitCode: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  problems: z.array(problem).min(1).readonly(),
})

export type ErrorDocument = z.infer<typeof errorDocument>
