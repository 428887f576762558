import type { Ledger } from "../ledger/ledger.ts"
import type { LedgerFile } from "../ledger/ledger-file.ts"
import type { Waste } from "./findings.ts"

/** What is known of an image after looking at it: all that reports are made from. */
export interface InspectedLedger {
  readonly ledger: Ledger
  readonly waste: Waste
  /** What the image calls its distribution, such as `debian`. */
  readonly distribution?: string
}

/** For a file, or the cache. @param writer program and version that looked */
export function toLedgerFile({ ledger, ...facts }: InspectedLedger, writer: string): LedgerFile {
  return { writer, ledger, facts }
}
