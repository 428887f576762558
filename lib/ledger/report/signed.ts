import { formatBytes } from "../../text/bytes.ts"

/** A difference of bytes for people: `+310 MB`, `-1.20 GB`, `0 B`. */
export function signedBytes(bytes: number): string {
  if (bytes === 0) return formatBytes(0)
  return `${bytes > 0 ? "+" : "-"}${formatBytes(Math.abs(bytes))}`
}

/** A difference as a part of what was before: `+1.7 %`; nothing where nothing was before. */
export function signedShare(change: number, before: number): string {
  if (before <= 0) return ""
  const percent = (change / before) * 100
  return `${percent > 0 ? "+" : ""}${percent.toFixed(Math.abs(percent) < 10 ? 1 : 0)} %`
}
