import type { LedgerLayer } from "../../ledger/ledger.ts"

/** The step of layers that an image's history does not explain, and of those below it (lib/inspect/attribute). */
const base = "base"
/** Longer commands are cut: the finding has the whole step beside its sentence. */
const mostCharacters = 60
const mostInTitle = 40

/** Whether a layer came with the image that this one was built from. */
export function isBase(layer: LedgerLayer | undefined): boolean {
  return layer === undefined || layer.step === "" || layer.step === base
}

function shorten(step: string, most: number): string {
  return step.length > most ? `${step.slice(0, most - 1)}…` : step
}

/** A step as a title names it: `` `apt-get install git` ``. */
export function stepTitle(layer: LedgerLayer | undefined): string {
  return layer === undefined || isBase(layer) ? "the base image" : `\`${shorten(layer.step, mostInTitle)}\``
}

/** A step as a sentence names it: ``the step `apt-get install git` (image.ts:12)``. */
export function stepName(layer: LedgerLayer | undefined): string {
  if (layer === undefined || isBase(layer)) return "the base image"
  const { step, at } = layer
  return `the step \`${shorten(step, mostCharacters)}\`${at ? ` (${at.file}:${at.line})` : ""}`
}
