import { formatBytes } from "../text/bytes.ts"
import { countOf } from "./count-of.ts"
import type { Inspection } from "./inspection-schema.ts"
import { formatShare } from "./share.ts"

/** `18.21 GB unpacked in 12 layers`, `17.90 GB visible`, ...: each size says which it is. */
export function sizeWords(inspection: Inspection): readonly string[] {
  const { unpackedBytes, visibleBytes, compressedBytes, layers, entries } = inspection
  return [
    `${formatBytes(unpackedBytes)} unpacked in ${countOf(layers.length, "layer", "layers")}`,
    `${formatBytes(visibleBytes)} visible`,
    ...(compressedBytes === undefined ? [] : [`${formatBytes(compressedBytes)} compressed`]),
    countOf(entries, "entry", "entries"),
  ]
}

/** What all findings together free, in a sentence; nothing where nobody looked. */
export function wasteWords({ waste, unpackedBytes }: Inspection): string | undefined {
  if (!waste) return undefined
  if (waste.findings.length === 0) return "no waste found"
  return `${formatBytes(waste.freedBytes)} (${formatShare(waste.freedBytes, unpackedBytes)}) can go`
}
