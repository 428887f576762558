import { createColors } from "picocolors"
import type { Family } from "../ledger/index.ts"
import { formatBytes } from "../text/bytes.ts"
import { type SizeTableOptions, sizeTable } from "./text-table.ts"

/** A family for people: each image with what is its own, then the layers that are shared. */
export function familyText(
  { members, separateBytes, storedBytes, prefixBytes, shared }: Family,
  { width = 120, colours = createColors(false) }: Partial<Pick<SizeTableOptions, "width" | "colours">> = {},
): string {
  const saved = separateBytes - storedBytes
  const options = { whole: storedBytes, width, colours }
  const own = members.map(({ ref, unpackedBytes, uniqueBytes, sharedLayers }) => ({
    bytes: uniqueBytes,
    name: `${ref}: ${formatBytes(unpackedBytes)} unpacked, ${sharedLayers} layers shared`,
  }))
  const common = shared.map(({ step, unpackedBytes, images }) => ({
    bytes: unpackedBytes,
    name: step,
    place: images.length === members.length ? "in all" : `in ${images.length} of ${members.length}`,
  }))
  return [
    `${formatBytes(storedBytes)} stored on a host that has all ${members.length}; ${formatBytes(saved)} saved by sharing`,
    ...(prefixBytes > 0
      ? [`${formatBytes(prefixBytes)} more if equal layers lay on the same ones: make them a common beginning`]
      : []),
    "",
    colours.bold("Unique to each"),
    ...sizeTable(own, options),
    ...(common.length === 0 ? [] : ["", colours.bold("Shared layers"), ...sizeTable(common, options)]),
  ].join("\n")
}
