const units = ["B", "kB", "MB", "GB", "TB", "PB"]

/**
 * Made once: making one takes a hundred times as long as using it, and a map has thousands of numbers.
 * @param {number} least digits after the point
 * @param {number} most
 */
function numberFormat(least, most) {
  /** @type {Intl.NumberFormatOptions & { roundingMode: string }} */
  const options = {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    roundingMode: "trunc",
    useGrouping: false,
  }
  return new Intl.NumberFormat("en-US", options)
}

const [upToOneDigit, twoDigits] = [numberFormat(0, 1), numberFormat(2, 2)]

/**
 * Bytes in decimal units, as lib/report/bytes.ts writes them.
 * @param {number} bytes
 */
export function formatBytes(bytes) {
  let power = 0
  while (power < units.length - 1 && bytes >= 1000 ** (power + 1)) power++
  const number = (power > 2 ? twoDigits : upToOneDigit).format(bytes / 1000 ** power)
  return `${number} ${units[power]}`
}

/**
 * A part of a whole, as lib/report/share.ts writes it.
 * @param {number} part
 * @param {number} whole
 */
export function formatShare(part, whole) {
  if (part <= 0 || whole <= 0) return "0 %"
  const percent = Math.round((part / whole) * 100)
  if (percent === 0) return "<1 %"
  return percent === 100 && part < whole ? ">99 %" : `${percent} %`
}

/** @param {number} count */
export function formatCount(count) {
  return count.toLocaleString("en")
}
