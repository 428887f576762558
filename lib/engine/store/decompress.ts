import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { Readable, type Transform } from "node:stream"
import * as zlib from "node:zlib"
import type { Compression } from "./compression.ts"
import { storeProblem } from "./problem.ts"
import { through } from "./through.ts"
import { throughCommand } from "./through-command.ts"

/** Compressed bytes that are worth another program's start. */
const worthProgramBytes = 8 << 20

/** Whether a program is installed: asked of `PATH` and not by starting it. */
export function isInstalled(program: string, path = process.env.PATH ?? ""): boolean {
  return path.split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, program)))
}

/**
 * Intel's igzip (Debian's package `isal`) where it is installed, takes 2.5 s of a processor for a tar of 1.33 GB; Node's
 * zlib, which is Chromium's, 4.4 s; pigz 6.2 s, so it is not looked for (user time, Debian 12, 2026-11-24).
 */
function gunzip(packed: AsyncIterable<Buffer>, size: number): AsyncIterable<Buffer> {
  if (size >= worthProgramBytes && isInstalled("igzip")) return throughCommand(packed, "igzip", ["-d", "-c"])
  return through(asReadable(packed), zlib.createGunzip({ chunkSize: 1 << 18 }))
}

/** Node has zstd of its own from 22.15 and 23.8 on. */
const ownZstd = (zlib as { readonly createZstdDecompress?: (options: { chunkSize: number }) => Transform })
  .createZstdDecompress

async function* unzstd(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (ownZstd) return yield* through(asReadable(packed), ownZstd({ chunkSize: 1 << 18 }))
  try {
    yield* throughCommand(packed, "zstd", ["--quiet", "--decompress", "--stdout"])
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT" || (cause as NodeJS.ErrnoException).path !== "zstd")
      throw cause
    throw storeProblem("a layer is compressed with zstd, and the command 'zstd' is not installed", {
      fix: "apt-get install zstd, or use Node 22.15 or later",
    })
  }
}

function asReadable(bytes: AsyncIterable<Buffer>): Readable {
  return Readable.from(bytes, { objectMode: false, highWaterMark: 1 << 20 })
}

/** Takes the compression off. @param size bytes of it all, packed. */
export function decompress(
  packed: AsyncIterable<Buffer>,
  compression: Compression,
  size: number,
): AsyncIterable<Buffer> {
  switch (compression) {
    case "zstd":
      return unzstd(packed)
    case "gzip":
      return gunzip(packed, size)
    case "none":
      return packed
  }
}
