import { type Measurements, measureLedger, parseMeasurements } from "../../budget/index.ts"
import { isDocument, type LedgerOf } from "./ledger-of.ts"
import { readDocument } from "./read-document.ts"

/**
 * The sizes of what a user names: an image, or a JSON file that says them (a ledger, what `strata inspect --json` prints, a
 * build's metrics).
 * @throws StrataError `invalid-document` where a file is none of these
 */
export async function measurementsOf(ref: string, what: string, ledgerOf: LedgerOf): Promise<Measurements> {
  if (!isDocument(ref)) return measureLedger(await ledgerOf(ref))
  const fix = "take what `strata inspect --json` or `strata build --metrics` writes"
  return readDocument(ref, what, fix, parseMeasurements)
}
