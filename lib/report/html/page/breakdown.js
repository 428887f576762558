/** @import { Report } from "./data.js" */

/**
 * Bytes of some rows by a number that each has, heaviest first.
 * @param {Report} report
 * @param {ArrayLike<number>} rows
 * @param {readonly number[]} column
 * @returns {[number, number][]}
 */
export function breakdown({ rows: { bytes } }, rows, column) {
  /** @type {Map<number, number>} */
  const sums = new Map()
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0
    const key = column[row] ?? 0
    sums.set(key, (sums.get(key) ?? 0) + (bytes[row] ?? 0))
  }
  return [...sums].filter(([, sum]) => sum > 0).sort((a, b) => b[1] - a[1])
}
