import { statSync } from "node:fs"
import type { StoredImage, StoredLayer } from "../engine/store/types.ts"

/** What was looked for in an image, besides its headers. */
export interface LookedFor {
  readonly contents?: boolean
  readonly gpus?: readonly string[]
  /** What the definition says of the layers, where it is at hand. */
  readonly steps?: readonly unknown[]
}

/**
 * Layers in a file are read without hashing them, so their digests are only said: an archive that lies about them must not
 * speak for another. So a file is known by its number, size and times too (a write changes ctime, which no program sets). An
 * engine's folders are by digest, and what comes from a registry is held against it.
 */
function fileOf({ source }: StoredLayer): string {
  if (source?.kind !== "file") return ""
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(source.file, { bigint: true })
  return [dev, ino, size, mtimeNs, ctimeNs, source.offset, source.size].join(" ")
}

/** What a ledger in the cache depends on: the image, where it lies, and what was looked for. */
export function ledgerKey(image: StoredImage, { contents = false, gpus = [], steps = [] }: LookedFor = {}): string {
  const layers = image.layers.map((layer) => [layer.diffId, fileOf(layer)])
  return JSON.stringify([image.id, layers, contents, [...gpus].sort(), steps])
}
