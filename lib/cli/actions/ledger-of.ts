import { type Ledger, parseLedger } from "../../ledger/index.ts"
import type { Parsed } from "../command.ts"
import { inspectedOf } from "./inspected-of.ts"
import { readDocument } from "./read-document.ts"

/** Gives the ledger of what a user names. Commands are written against it, so that tests need no images. */
export type LedgerOf = (ref: string) => Promise<Ledger>

/** Whether what is named is a JSON document and no image. */
export function isDocument(ref: string): boolean {
  return ref.endsWith(".json")
}

/** Makes the ledger of an image (as `inspectedOf` reads its name) or reads one from a JSON file. */
export function ledgerReader(parsed: Parsed): LedgerOf {
  return async (name) => {
    if (isDocument(name))
      return readDocument(name, "ledger", "name an image, or a file of format strata.ledger", parseLedger)
    const { ledger, keep } = await inspectedOf(name, parsed, { contents: false, gpus: [] })
    await keep()
    return ledger
  }
}
