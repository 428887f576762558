import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { freeBytes } from "../host/free-bytes.ts"

/** Leaves room for what no build makes: images of other tools, logs, the host itself. */
const shareOfFree = 0.75

/**
 * Bytes that a build cache may come to. dockerd's own limit is a tenth of the disk (moby 26.1,
 * `builder/builder-next/worker/gc_unix.go`): one image of 45 GB passes it, and then steps of a build that has just ended
 * are forgotten and run again. Here it is three quarters of what was free when the cache was empty; `before` is the
 * limit of earlier starts, since a cache that fills the disk must not lower its own limit.
 */
export function cacheLimitBytes(free: number, before = 0): number {
  return Math.max(before, Math.floor(free * shareOfFree))
}

/** The limit for a store whose data lie in `folder`, remembered in `file`. */
export function rememberedCacheLimit(file: string, folder: string): number {
  const before = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : 0
  const limit = cacheLimitBytes(freeBytes(folder), Number.isNaN(before) ? 0 : before)
  writeFileSync(file, `${limit}\n`)
  return limit
}
