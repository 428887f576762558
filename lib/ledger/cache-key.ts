import type { StoredImage } from "../engine/store/types.ts"

/**
 * What a ledger in the cache depends on: what the image holds, and how large its blobs are where it lies, for the same image
 * may be compressed in one place and plain in another.
 */
export function ledgerKey({ id, layers }: StoredImage): string {
  const sizes = layers.map(({ source }) => (source?.kind === "file" ? source.size : ""))
  return `${id} ${sizes.join(" ")}`
}
