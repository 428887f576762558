import { z } from "zod"
import type { Ledger, LedgerFile } from "../ledger/index.ts"
import { findingKinds, type Waste } from "./findings.ts"

/** What is known of an image after looking at it: all that reports are made from. */
export interface InspectedLedger {
  readonly ledger: Ledger
  readonly waste: Waste
  /** What the image calls its distribution, such as `debian`. */
  readonly distribution?: string
}

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

/** For a file, or the cache. @param writer program and version that looked */
export function toLedgerFile({ ledger, ...facts }: InspectedLedger, writer: string): LedgerFile {
  return { writer, ledger, facts }
}

/** @throws ZodError where the file holds no more than a ledger, or something else */
export function fromLedgerFile({ ledger, facts }: LedgerFile): InspectedLedger {
  return { ledger, ...factsSchema.parse(facts) }
}
