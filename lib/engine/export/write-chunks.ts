import type { FileHandle } from "node:fs/promises"

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  // A disk that fills up takes a part first and refuses the rest.
  for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done)).bytesWritten
}

/** Writes chunks one after the other; the next one is made while the last one is being written. */
export async function writeChunks(file: FileHandle, chunks: AsyncIterable<Buffer>): Promise<void> {
  let pending = Promise.resolve()
  try {
    for await (const chunk of chunks) {
      await pending
      pending = writeAll(file, chunk)
      // It is awaited a turn later; until then a failure must not count as unhandled.
      pending.catch(() => {})
    }
  } finally {
    await pending
  }
}
