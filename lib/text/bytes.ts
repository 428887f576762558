const units = ["B", "kB", "MB", "GB", "TB", "PB"] as const
const step = 1000
/** From here on two digits after the point are shown, whether they are zeros or not. */
const gigabytes = 3

/** Decimal digits of a number of bytes in a unit; those that are not shown are cut off. */
function digitsIn(bytes: number, unit: number): string {
  const shown = unit >= gigabytes ? 2 : unit > 0 ? 1 : 0
  // By digits, not by division: a binary fraction may lie just below.
  const digits = String(Math.trunc(bytes)).padStart(3 * unit + 1, "0")
  const point = digits.length - 3 * unit
  const fraction = digits.slice(point, point + shown)
  const isZero = unit < gigabytes && /^0*$/.test(fraction)
  return isZero ? digits.slice(0, point) : `${digits.slice(0, point)}.${fraction}`
}

/**
 * Bytes for people, in decimal units: 1 GB = 10^9 bytes. Digits that are not shown are cut off, never rounded up, so that parts
 * do not look larger than their whole. By hand, for the reason that `groupDigits` has.
 * @param bytes below 10^21
 */
export function formatBytes(bytes: number): string {
  let unit = 0
  while (unit < units.length - 1 && Math.abs(bytes) >= step ** (unit + 1)) unit++
  return `${digitsIn(bytes, unit)} ${units[unit]}`
}
