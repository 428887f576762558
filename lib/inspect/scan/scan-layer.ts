import { closeSync, openSync, readSync } from "node:fs"
import { setImmediate } from "node:timers/promises"
import { type Blob, blobInFile } from "../../engine/store/blob.ts"
import type { LayerSource } from "../../engine/store/layer-source.ts"
import { compressionOf, plainTar } from "../../engine/store/plain-tar.ts"
import { storeProblem } from "../../engine/store/problem.ts"
import { readTarSplit } from "../../engine/store/tar-split.ts"
import { type TarCursor, TarFeed, TarHopper } from "../../tar/index.ts"
import { isWanted } from "../attribute/is-wanted.ts"
import { type LayerScan, LayerScanBuilder } from "./layer-scan.ts"
import { openContent } from "./open-content.ts"
import { type ScanLimit, scanLimit } from "./scan-limit.ts"

/** A database larger than this is not one. Debian's own status file has about a megabyte for a thousand packages. */
const mostContentBytes = 64 << 20

function isKept(entry: TarCursor): boolean {
  return (
    entry.type === "file" &&
    !entry.isSparse &&
    entry.size > 0 &&
    entry.size <= mostContentBytes &&
    isWanted(entry.path, entry.pathStart, entry.pathEnd)
  )
}

const endsInFile = "its tar ends in the middle of a file"

/** Headers at a time, about 30 ms: then whatever else this thread has to do, such as showing progress, has its turn. */
const atOnce = 16_384

async function scanPlainFile({ size }: Blob, fd: number, offset: number, limit: ScanLimit): Promise<LayerScan> {
  const scan = new LayerScanBuilder(limit, size)
  const hopper = new TarHopper(fd, offset, offset + size, (entry, contentAt) => {
    const row = scan.add(entry, contentAt - offset)
    if (!isKept(entry)) return
    const content = scan.keep(row, entry.size)
    if (readSync(fd, content, 0, entry.size, contentAt) < entry.size) throw new Error(endsInFile)
  })
  while (hopper.hop(atOnce)) await setImmediate()
  if (hopper.position > offset + size) throw new Error(endsInFile)
  return scan.finish(size)
}

/** Scans a tar that comes as a stream. @throws Error where it ends in the middle of a file */
export async function scanStream(chunks: AsyncIterable<Buffer>, limit: ScanLimit = scanLimit()): Promise<LayerScan> {
  const scan = new LayerScanBuilder(limit)
  let kept: { readonly row: number; readonly content: Buffer; filled: number } | undefined
  let tarBytes = 0
  let contentAt = 0
  const feed = new TarFeed(
    (entry, at) => {
      contentAt = at
      const row = scan.add(entry, contentAt)
      kept = isKept(entry) ? { row, content: Buffer.allocUnsafe(entry.size), filled: 0 } : undefined
    },
    (chunk) => {
      if (!kept) return
      kept.filled += chunk.copy(kept.content, kept.filled)
      if (kept.filled < kept.content.length) return
      scan.keep(kept.row, kept.content.length).set(kept.content)
      kept = undefined
    },
  )
  for await (const chunk of chunks) {
    tarBytes += chunk.length
    feed.push(chunk)
  }
  feed.end()
  return scan.finish(tarBytes)
}

async function scanTarSplit(split: string, folder: string, limit: ScanLimit): Promise<LayerScan> {
  const scan = new LayerScanBuilder(limit)
  const open = openContent(folder)
  let wanted: number | undefined
  let tarBytes = 0
  const feed = new TarFeed((entry, at) => {
    const row = scan.add(entry, at)
    wanted = isKept(entry) ? row : undefined
  })
  for await (const batch of readTarSplit(split)) {
    for (const record of batch) {
      if (record.kind === "bytes") {
        tarBytes += record.bytes.length
        feed.push(record.bytes)
        continue
      }
      tarBytes += record.size
      feed.skip(record.size)
      if (wanted === undefined || record.size === 0) continue
      scan.keep(wanted, record.size).set(open(record.path, record.size))
      wanted = undefined
    }
  }
  return scan.finish(tarBytes)
}

async function scanFile(file: string, offset: number, size: number, limit: ScanLimit): Promise<LayerScan> {
  const fd = openSync(file, "r")
  try {
    const blob = blobInFile(fd, offset, size)
    return compressionOf(await blob.read(4)) === "none"
      ? await scanPlainFile(blob, fd, offset, limit)
      : await scanStream(plainTar(blob), limit)
  } finally {
    closeSync(fd)
  }
}

async function scanSource(source: LayerSource, limit: ScanLimit): Promise<LayerScan> {
  switch (source.kind) {
    case "file":
      return scanFile(source.file, source.offset, source.size, limit)
    case "tar-split":
      return scanTarSplit(source.split, source.folder, limit)
  }
}

export interface LayerTask {
  readonly diffId: string
  readonly source: LayerSource
  readonly limit?: ScanLimit
}

/**
 * Reads all headers of a layer that lies on disk, and the contents that `isWanted` names. Runs in a worker.
 * @throws StrataError `engine-store` naming the layer, `image-too-large`
 */
export async function scanLayer({ diffId, source, limit = scanLimit() }: LayerTask): Promise<LayerScan> {
  try {
    return await scanSource(source, limit)
  } catch (cause) {
    throw storeProblem(`layer ${diffId} cannot be read`, { cause })
  }
}
