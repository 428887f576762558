const units = ["B", "kB", "MB", "GB", "TB", "PB"]

/**
 * Bytes in decimal units, as lib/report/bytes.ts writes them.
 * @param {number} bytes
 */
export function formatBytes(bytes) {
  let power = 0
  while (power < units.length - 1 && bytes >= 1000 ** (power + 1)) power++
  const digits = power > 2 ? 2 : power === 2 ? 1 : 0
  /** @type {Intl.NumberFormatOptions & { roundingMode: string }} */
  const options = {
    minimumFractionDigits: power > 2 ? 2 : 0,
    maximumFractionDigits: digits,
    roundingMode: "trunc",
    useGrouping: false,
  }
  return `${(bytes / 1000 ** power).toLocaleString("en-US", options)} ${units[power]}`
}

/**
 * A part of a whole, as lib/report/share.ts writes it.
 * @param {number} part
 * @param {number} whole
 */
export function formatShare(part, whole) {
  if (part <= 0 || whole <= 0) return "0 %"
  const percent = Math.round((part / whole) * 100)
  return percent === 0 ? "<1 %" : `${percent} %`
}

/** @param {number} count */
export function formatCount(count) {
  return count.toLocaleString("en")
}
