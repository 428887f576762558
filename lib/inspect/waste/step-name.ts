import type { LedgerLayer } from "../../ledger/ledger.ts"

/** The step of layers that an image's history does not explain, and of those below it (lib/inspect/attribute). */
const base = "base"
/** Longer commands are cut: the finding has the whole step beside its sentence. */
const mostCharacters = 60

/** Whether a layer came with the image that this one was built from. */
export function isBase(layer: LedgerLayer | undefined): boolean {
  return layer === undefined || layer.step === "" || layer.step === base
}

/** A step as a sentence names it: ``the step `apt-get install git` (image.ts:12)``. */
export function stepName(layer: LedgerLayer | undefined): string {
  if (layer === undefined || isBase(layer)) return "the base image"
  const { step, at } = layer
  const short = step.length > mostCharacters ? `${step.slice(0, mostCharacters - 1)}…` : step
  return `the step \`${short}\`${at ? ` (${at.file}:${at.line})` : ""}`
}
