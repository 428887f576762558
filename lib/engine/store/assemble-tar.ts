import { closeSync, openSync, readSync } from "node:fs"
import { join } from "node:path"
import type { TarSplitRecord } from "./tar-split.ts"

const chunkBytes = 1 << 20

/**
 * The tar of a layer from its records and its folder, in chunks of 1 MiB. Files are read without promises: most are
 * small, and a promise costs more than reading one.
 */
export async function* assembleTar(records: readonly TarSplitRecord[], folder: string): AsyncGenerator<Buffer> {
  let chunk = Buffer.allocUnsafe(chunkBytes)
  let filled = 0
  for (const record of records) {
    const source = record.kind === "bytes" ? record.bytes : undefined
    const size = record.kind === "bytes" ? record.bytes.length : record.size
    const fd = record.kind === "file" && size > 0 ? openSync(join(folder, record.path), "r") : undefined
    try {
      for (let done = 0; done < size; ) {
        const length = Math.min(size - done, chunkBytes - filled)
        const got = source
          ? source.copy(chunk, filled, done, done + length)
          : readSync(fd ?? -1, chunk, filled, length, done)
        if (got === 0) throw new Error(`'${record.kind === "file" ? record.path : ""}' is shorter than its header says`)
        done += got
        filled += got
        if (filled === chunkBytes) {
          yield chunk
          chunk = Buffer.allocUnsafe(chunkBytes)
          filled = 0
        }
      }
    } finally {
      if (fd !== undefined) closeSync(fd)
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled)
}
