import type { EngineChoice } from "../../engine/types.ts"
import { inspectImage, openImage } from "../../inspect/index.ts"
import { type Ledger, ledgerKey, loadLedger, parseLedger, saveLedger } from "../../ledger/index.ts"
import { ownVersion } from "../own-version.ts"
import { readDocument } from "./read-document.ts"
import { statusLine } from "./status-line.ts"

export interface LedgerOfOptions {
  readonly engine?: EngineChoice
  readonly quiet?: boolean
}

/** Gives the ledger of what a user names. Commands are written against it, so that tests need no images. */
export type LedgerOf = (ref: string) => Promise<Ledger>

/** Whether what is named is a JSON document and no image. */
export function isDocument(ref: string): boolean {
  return ref.endsWith(".json")
}

/** In a checkout the rules change from one look to the next, so nothing is kept there. */
const isCheckout = import.meta.url.endsWith(".ts")

/**
 * Makes the ledger of an image (as `openImage` reads its name) or reads one from a JSON file. An image that was looked at
 * before is not read again.
 */
export function ledgerReader({ engine = "auto", quiet = false }: LedgerOfOptions): LedgerOf {
  return async (ref) => {
    if (isDocument(ref))
      return readDocument(ref, "ledger", "name an image, or a file of format strata.ledger", parseLedger)
    const status = statusLine(quiet)
    const cache = { writer: `strata ${ownVersion()}` }
    try {
      const image = await openImage(ref, { engine, onNote: (note) => status.say(note) })
      try {
        const key = ledgerKey(image)
        const known = isCheckout ? undefined : await loadLedger(key, cache)
        if (known) return { ...known, image: { ...known.image, ref } }
        const { ledger } = await inspectImage(image, {
          ref,
          onProgress: (done, layers) => status.show(`${ref}: reading layers: ${done} of ${layers}`),
        })
        if (!isCheckout) await saveLedger(key, ledger, cache)
        return ledger
      } finally {
        await image.close()
      }
    } finally {
      status.clear()
    }
  }
}
