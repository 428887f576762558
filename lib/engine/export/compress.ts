import { Readable } from "node:stream"
import { createGzip } from "node:zlib"
import { StrataError } from "../../errors/index.ts"
import { through } from "../store/through.ts"
import { throughCommand } from "../store/through-command.ts"

export type Compression = "none" | "gzip" | "zstd"

/** Media types of layers (OCI image spec, "Image Layer Filesystem Changeset"). */
export const layerMediaTypes: Readonly<Record<Compression, string>> = {
  none: "application/vnd.oci.image.layer.v1.tar",
  gzip: "application/vnd.oci.image.layer.v1.tar+gzip",
  zstd: "application/vnd.oci.image.layer.v1.tar+zstd",
}

/**
 * Node 20 has no zstd of its own; the command is in Debian's package `zstd`. Level 3 is its default, and registries'.
 * One thread, because two layers are packed at a time.
 */
async function* zstd(plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* throughCommand(plain, "zstd", ["--quiet", "-3", "--threads=1", "--stdout"])
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT" || (cause as NodeJS.ErrnoException).path !== "zstd")
      throw cause
    throw new StrataError(
      {
        code: "output-failed",
        message: "zstd compression needs the command 'zstd'",
        fix: "apt-get install zstd, or use compression=gzip",
      },
      { cause },
    )
  }
}

/** gzip at zlib's default level 6, as registries have it: level 9 costs twice the time for 1 % of the bytes. */
function gzip(plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(plain, { objectMode: false, highWaterMark: 1 << 20 })
  return through(source, createGzip({ level: 6, chunkSize: 1 << 18 }))
}

export function compress(plain: AsyncIterable<Buffer>, compression: Compression): AsyncIterable<Buffer> {
  if (compression === "none") return plain
  return compression === "gzip" ? gzip(plain) : zstd(plain)
}
