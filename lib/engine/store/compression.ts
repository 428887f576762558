import { readSync } from "node:fs"

export type Compression = "none" | "gzip" | "zstd"

/** First bytes of RFC 1952 (gzip) and RFC 8878 (zstd). The media type is not asked: archives have none. */
const gzipMagic = "1f8b"
const zstdMagic = "28b52ffd"
const magicBytes = 4

/** How something is compressed, by its first four bytes. */
export function compressionOf(first: Buffer): Compression {
  const magic = first.toString("hex", 0, magicBytes)
  if (magic === zstdMagic) return "zstd"
  return magic.startsWith(gzipMagic) ? "gzip" : "none"
}

/** How a part of an open file is compressed. */
export function compressionAt(fd: number, offset: number, size: number): Compression {
  const first = Buffer.alloc(magicBytes)
  return compressionOf(first.subarray(0, readSync(fd, first, 0, Math.min(size, magicBytes), offset)))
}
