import type { CacheLocation, StoreName } from "./types.ts"

/** What of a build decides the store. */
export interface StoreWish {
  readonly store?: StoreName
  readonly cacheFrom?: readonly CacheLocation[]
  readonly cacheTo?: readonly CacheLocation[]
}

/**
 * The store a build needs: what the caller says, or `containerd` where the build's cache is written to or read from a
 * folder or a registry (the classic store cannot), or else `classic`, which takes half the time and half the disk.
 */
export function storeFor(wish: StoreWish): StoreName {
  if (wish.store) return wish.store
  const moved = [...(wish.cacheFrom ?? []), ...(wish.cacheTo ?? [])].some((location) => location.kind !== "inline")
  return moved ? "containerd" : "classic"
}
