import { createReadStream, read as readCallback } from "node:fs"
import { open, stat } from "node:fs/promises"
import { Readable } from "node:stream"
import { promisify } from "node:util"
import type { LayerSource } from "./layer-source.ts"

/** Bytes that lie in one piece on disk: a file of an OCI layout, or a member of an archive. */
export interface Blob {
  readonly size: number
  /** Where it lies; absent where it is on no disk. */
  readonly source?: LayerSource
  /** Digest of its eStargz index, where its manifest names one. */
  readonly tocDigest?: string
  /** All of it, or at most `most` bytes from byte `from` on. */
  read(most?: number, from?: number): Promise<Buffer>
  stream(): Readable
}

const readAhead = 1 << 20
const readFd = promisify(readCallback)

async function readRange(fd: number, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await readFd(fd, bytes, filled, length - filled, offset + filled)
    if (bytesRead === 0) throw new Error(`the file ends ${length - filled} bytes early`)
    filled += bytesRead
  }
  return bytes
}

async function* piecesOf(fd: number, offset: number, size: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < size; done += readAhead)
    yield await readRange(fd, offset + done, Math.min(readAhead, size - done))
}

/** Bytes that a blob has of the `most` that are wanted from byte `from` on. */
function lengthOf(size: number, most: number, from: number): number {
  return Math.max(0, Math.min(most, size - from))
}

/** A part of a file that somebody else has open, by its descriptor, and closes. */
export function blobInFile(fd: number, offset: number, size: number): Blob {
  return {
    size,
    // A file without a name is still there by its descriptor.
    source: { kind: "file", file: `/dev/fd/${fd}`, offset, size },
    read: (most = size, from = 0) => readRange(fd, offset + from, lengthOf(size, most, from)),
    // No stream of Node's own: it closes the descriptor when it is destroyed, whatever `autoClose` says.
    stream: () => Readable.from(piecesOf(fd, offset, size), { objectMode: false, highWaterMark: readAhead }),
  }
}

/** A whole file. @throws Error `ENOENT` */
export async function blobOfFile(path: string): Promise<Blob> {
  const { size } = await stat(path)
  return {
    size,
    source: { kind: "file", file: path, offset: 0, size },
    async read(most = size, from = 0) {
      const handle = await open(path)
      try {
        return await readRange(handle.fd, from, lengthOf(size, most, from))
      } finally {
        await handle.close()
      }
    },
    stream: () => createReadStream(path, { highWaterMark: readAhead }),
  }
}

/** Bytes that are here already. */
export function blobInMemory(bytes: Buffer): Blob {
  return {
    size: bytes.length,
    read: async (most = bytes.length, from = 0) => bytes.subarray(from, from + most),
    stream: () => Readable.from([bytes], { objectMode: false }),
  }
}
