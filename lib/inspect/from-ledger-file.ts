import { z } from "zod"
import type { LedgerFile } from "../ledger/ledger-file.ts"
import { findingKinds } from "./findings.ts"
import type { InspectedLedger } from "./inspected-ledger.ts"

const bytes = z.int().min(0)
const factsSchema = z.strictObject({
  waste: z.strictObject({
    findings: z.array(
      z.strictObject({
        kind: z.enum(findingKinds),
        title: z.string(),
        freedBytes: bytes,
        remedy: z.string(),
        layer: z.int().min(0).exactOptional(),
        step: z.string().exactOptional(),
        at: z
          .strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive().exactOptional() })
          .exactOptional(),
        paths: z.array(z.strictObject({ path: z.string(), bytes })),
        pathCount: z.int().min(0),
      }),
    ),
    freedBytes: bytes,
  }),
  distribution: z.string().exactOptional(),
})

/** @throws ZodError where the file holds no more than a ledger, or something else */
export function fromLedgerFile({ ledger, facts }: LedgerFile): InspectedLedger {
  return { ledger, ...factsSchema.parse(facts) }
}
