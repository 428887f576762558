import prettyBytes from "pretty-bytes"

/**
 * Bytes for people, in decimal units: 1 GB = 10^9 bytes. Digits that are not shown are cut off, never rounded up, so that parts
 * do not look larger than their whole.
 */
export function formatBytes(bytes: number): string {
  return prettyBytes(bytes, {
    minimumFractionDigits: bytes >= 1e9 ? 2 : 0,
    maximumFractionDigits: bytes >= 1e9 ? 2 : 1,
  })
}
