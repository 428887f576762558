import type { EngineChoice } from "../../engine/types.ts"
import { inspectImage, type LayerStepsOf, openImage } from "../../inspect/index.ts"
import { type Ledger, ledgerKey, loadLedger, parseLedger, saveLedger } from "../../ledger/index.ts"
import type { Parsed } from "../command.ts"
import { ownVersion } from "../own-version.ts"
import { namedImage, plainRef } from "./named-image.ts"
import { flag, text } from "./options.ts"
import { readDocument } from "./read-document.ts"
import { statusLine } from "./status-line.ts"

/** Gives the ledger of what a user names. Commands are written against it, so that tests need no images. */
export type LedgerOf = (ref: string) => Promise<Ledger>

/** Whether what is named is a JSON document and no image. */
export function isDocument(ref: string): boolean {
  return ref.endsWith(".json")
}

/** In a checkout the rules change from one look to the next, so nothing is kept there. */
const isCheckout = import.meta.url.endsWith(".ts")

/** Steps as a definition names them; what is kept in the cache is what the image itself tells. */
function withSteps(ledger: Ledger, steps: ReturnType<LayerStepsOf> = []): Ledger {
  return { ...ledger, layers: ledger.layers.map((layer, number) => ({ ...layer, ...steps[number] })) }
}

/**
 * Makes the ledger of an image (as `openImage` reads its name) or reads one from a JSON file. An image that was looked at
 * before is not read again.
 */
export function ledgerReader(parsed: Parsed): LedgerOf {
  const engine = (text(parsed, "engine") ?? "auto") as EngineChoice
  return async (name) => {
    if (isDocument(name))
      return readDocument(name, "ledger", "name an image, or a file of format strata.ledger", parseLedger)
    const { ref, stepsOf } = await namedImage(name, parsed)
    const status = statusLine(flag(parsed, "quiet"))
    const cache = { writer: `strata ${ownVersion()}` }
    try {
      const image = await openImage(ref, { engine, onNote: (note) => status.say(note) })
      try {
        const key = ledgerKey(image)
        const known = isCheckout ? undefined : await loadLedger(key, cache)
        const steps = stepsOf?.(image.history, image.layers.length)
        if (known) return withSteps({ ...known, image: { ...known.image, ref: plainRef(ref) } }, steps)
        const { ledger } = await inspectImage(image, {
          ref: plainRef(ref),
          onProgress: (_, done, layers) => status.show(`${name}: reading layers: ${done} of ${layers}`),
        })
        if (!isCheckout) await saveLedger(key, ledger, cache)
        return withSteps(ledger, steps)
      } finally {
        await image.close()
      }
    } finally {
      status.clear()
    }
  }
}
