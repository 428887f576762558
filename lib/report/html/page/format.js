const units = /** @type {const} */ ([
  [1e12, "TB", 2],
  [1e9, "GB", 2],
  [1e6, "MB", 1],
  [1e3, "kB", 0],
])

/**
 * Bytes in decimal units, as lib/report/bytes.ts writes them.
 * @param {number} bytes
 */
export function formatBytes(bytes) {
  const [size, unit, digits] = units.find(([least]) => bytes >= least) ?? [1, "B", 0]
  return `${Number((bytes / size).toFixed(digits)).toLocaleString("en", { minimumFractionDigits: digits === 2 ? 2 : 0 })} ${unit}`
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
