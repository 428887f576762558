import type { LazyInstaller } from "./installer.ts"

/** Bytes that are needed while it installs: what is fetched lies beside what it becomes, except for a plain file. */
export function peakBytes({ source, diskBytes, downloadBytes }: LazyInstaller): number {
  return source.kind === "file" ? diskBytes : diskBytes + (downloadBytes ?? diskBytes)
}
