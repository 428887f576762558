import prettyBytes from "pretty-bytes"

/** Bytes for people, in decimal units: 1 GB = 10^9 bytes. */
export function formatBytes(bytes: number): string {
  return prettyBytes(bytes, {
    minimumFractionDigits: bytes >= 1e9 ? 2 : 0,
    maximumFractionDigits: bytes >= 1e9 ? 2 : bytes >= 1e6 ? 1 : 0,
  })
}
