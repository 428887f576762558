import { createGunzip } from "node:zlib"
import type { Blob } from "./blob.ts"
import { storeProblem } from "./problem.ts"
import { through } from "./through.ts"
import { throughCommand } from "./through-command.ts"

/** First bytes of RFC 1952 (gzip) and RFC 8878 (zstd). The media type is not asked: archives have none. */
const gzipMagic = "1f8b"
const zstdMagic = "28b52ffd"

async function* unpackZstd(blob: Blob): AsyncGenerator<Buffer> {
  try {
    // Node 20 has no zstd of its own.
    yield* throughCommand(blob.stream(), "zstd", ["--quiet", "--decompress", "--stdout"])
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause
    throw storeProblem("a layer is compressed with zstd, and the command 'zstd' is not installed", {
      fix: "apt-get install zstd",
    })
  }
}

/** How something is compressed, by its first four bytes. */
export function compressionOf(first: Buffer): "none" | "gzip" | "zstd" {
  const magic = first.toString("hex", 0, 4)
  if (magic === zstdMagic) return "zstd"
  return magic.startsWith(gzipMagic) ? "gzip" : "none"
}

/** The plain tar of a layer's blob, which may be plain itself, gzip or zstd. */
export async function* plainTar(blob: Blob): AsyncGenerator<Buffer> {
  if (blob.size === 0) return
  switch (compressionOf(await blob.read(4))) {
    case "zstd":
      return yield* unpackZstd(blob)
    case "gzip":
      return yield* through(blob.stream(), createGunzip({ chunkSize: 1 << 18 }))
    case "none":
      return yield* blob.stream() as AsyncIterable<Buffer>
  }
}
