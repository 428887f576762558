import { closeSync, readSync } from "node:fs"
import { openInside } from "./open-inside.ts"
import type { TarSplitRecord } from "./tar-split.ts"

/** Large, so that a chunk costs little beside its bytes. */
const chunkBytes = 1 << 20

/**
 * The tar of a layer from its records and its folder, in chunks of 1 MiB. Files are read without promises: most are
 * small, and a promise costs more than reading one.
 * @throws Error where a file is missing, shorter than its header says, or outside the folder
 */
export async function* assembleTar(
  batches: AsyncIterable<readonly TarSplitRecord[]>,
  folder: string,
): AsyncGenerator<Buffer> {
  const open = openInside(folder)
  let chunk = Buffer.allocUnsafe(chunkBytes)
  let filled = 0

  for await (const batch of batches) {
    for (const record of batch) {
      const size = record.kind === "bytes" ? record.bytes.length : record.size
      if (size === 0) continue
      const fd = record.kind === "file" ? open(record.path) : -1
      try {
        for (let done = 0; done < size; ) {
          const length = Math.min(size - done, chunkBytes - filled)
          const got =
            record.kind === "bytes"
              ? record.bytes.copy(chunk, filled, done, done + length)
              : readSync(fd, chunk, filled, length, done)
          if (got === 0)
            throw new Error(`'${record.kind === "file" ? record.path : ""}' is shorter than its header says`)
          done += got
          filled += got
          if (filled === chunkBytes) {
            yield chunk
            chunk = Buffer.allocUnsafe(chunkBytes)
            filled = 0
          }
        }
      } finally {
        if (fd >= 0) closeSync(fd)
      }
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled)
}
