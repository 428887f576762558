import { freeBytes } from "../engine/host/free-bytes.ts"
import type { Finding } from "./finding.ts"

/** Root, base and the classic store of an image of 3.5 GB with its build cache: 0.4 + 0.2 + 1.2 x 3.5 GB, rounded up. */
const usefulBytes = 6e9

export function diskSpace(folder: string): Finding {
  const free = freeBytes(folder)
  const ok = free >= usefulBytes
  const detail = `${(free / 1e9).toFixed(1)} GB free for '${folder}'`
  const remedy = `free ${(usefulBytes / 1e9).toFixed(0)} GB there, or set STRATA_HOME to a folder on a bigger disk`
  return { name: "disk", ok, detail, ...(ok ? {} : { remedy }) }
}
