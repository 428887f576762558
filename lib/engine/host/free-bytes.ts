import { existsSync, statfsSync } from "node:fs"
import { dirname } from "node:path"
import { StrataError } from "../../errors/index.ts"

/** Bytes that may still be written where `path` lies, or would lie once made. */
export function freeBytes(path: string): number {
  let place = path
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place)
  const { bavail, bsize } = statfsSync(place)
  return bavail * bsize
}

/** @throws StrataError `disk-full` when fewer than `bytes` are free at `path` */
export function requireFreeBytes(path: string, bytes: number, what: string): void {
  const free = freeBytes(path)
  if (free >= bytes) return
  throw new StrataError({
    code: "disk-full",
    message: `${what} needs ${Math.ceil(bytes / 1e6)} MB in '${path}', ${Math.floor(free / 1e6)} MB are free`,
    fix: "free some space, or set STRATA_HOME to a folder on a bigger disk",
  })
}
