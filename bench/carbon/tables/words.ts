import { formatBytes } from "../../../lib/text/bytes.ts"

export const notMeasured = "not measured"

/** Change in whole percent, with its sign. */
export function change(after: number, before: number): string {
  const percent = Math.round((after / before - 1) * 100)
  return `${percent > 0 ? "+" : percent < 0 ? "−" : ""}${Math.abs(percent)} %`
}

/** A part, or a range of parts, of a whole in percent. */
export function percentOf([low, high]: readonly [number, number], whole: number): string {
  const [from, to] = [Math.round((low / whole) * 100), Math.round((high / whole) * 100)]
  return from === to ? `${from} %` : `${from}-${to} %`
}

/** An image's size, where it was measured. */
export function unpacked(image: { readonly unpackedBytes: number } | undefined): string {
  return image ? formatBytes(image.unpackedBytes) : notMeasured
}
