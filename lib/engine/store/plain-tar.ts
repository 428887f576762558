import type { Blob } from "./blob.ts"
import { compressionOf } from "./compression.ts"
import { decompress } from "./decompress.ts"
import { peek } from "./peek.ts"

/** The plain tar of a layer's blob, which may be plain itself, gzip or zstd. */
export async function* plainTar(blob: Blob): AsyncGenerator<Buffer> {
  if (blob.size === 0) return
  const { first, all } = await peek(blob.stream() as AsyncIterable<Buffer>, 4)
  yield* decompress(all, compressionOf(first), blob.size)
}
