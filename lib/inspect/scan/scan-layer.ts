import { closeSync, openSync } from "node:fs"
import { blobInFile } from "../../engine/store/blob.ts"
import type { LayerSource } from "../../engine/store/layer-source.ts"
import { compressionOf, plainTar } from "../../engine/store/plain-tar.ts"
import { storeProblem } from "../../engine/store/problem.ts"
import { readTarSplit } from "../../engine/store/tar-split.ts"
import { TarFeed } from "../../tar/index.ts"
import { isKept } from "./is-kept.ts"
import { type LayerScan, LayerScanBuilder } from "./layer-scan.ts"
import { type MarkData, Marks } from "./marks.ts"
import { openContent } from "./open-content.ts"
import { type LayerPart, type PlainTar, readFrom, readFromMiddle, readRange } from "./plain-part.ts"
import { type ScanLimit, scanLimit } from "./scan-limit.ts"

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

/** A scan of all that there is. */
function wholeLayer(scan: LayerScan): LayerPart {
  return { scan, from: 0, to: scan.tarBytes, end: "last" }
}

async function scanFile(
  source: FileSource,
  { limit = scanLimit(), shared }: LayerTask,
): Promise<LayerPart | undefined> {
  const { file, offset, size } = source
  const fd = openSync(file, "r")
  try {
    const blob = blobInFile(fd, offset, size)
    if (compressionOf(await blob.read(4)) !== "none") return wholeLayer(await scanStream(plainTar(blob), limit))
    const tar: PlainTar = { fd, offset, size, limit }
    switch (shared?.kind) {
      case "from":
        return await readFrom(tar, new Marks(shared), shared.from)
      case "middle":
        return await readFromMiddle(tar, new Marks(shared))
      case "range":
        return await readRange(tar, shared.from, shared.until)
      case undefined:
        return await readRange(tar, 0, Number.POSITIVE_INFINITY)
    }
  } finally {
    closeSync(fd)
  }
}

/** Which entries of a plain tar are read: from a place or from somewhere in the middle, up to where another thread began; or all between two places. */
export type Share =
  | (MarkData & { readonly kind: "from"; readonly from: number })
  | (MarkData & { readonly kind: "middle" })
  | { readonly kind: "range"; readonly from: number; readonly until: number }

type FileSource = Extract<LayerSource, { kind: "file" }>

export interface LayerTask {
  readonly diffId: string
  readonly source: LayerSource
  readonly limit?: ScanLimit
  /** Where several threads read a plain tar; default all of it. */
  readonly shared?: Share
}

/**
 * Reads headers of a layer that lies on disk, and the contents that `isWanted` names. Runs in a worker.
 * @returns nothing where there was no place to begin in the middle, or what is there cannot be read: whoever reads the range
 * is told why
 * @throws StrataError `engine-store` naming the layer, `image-too-large`
 */
export async function scanLayer(task: LayerTask): Promise<LayerPart | undefined> {
  const { diffId, source, limit = scanLimit() } = task
  try {
    if (source.kind === "tar-split") return wholeLayer(await scanTarSplit(source.split, source.folder, limit))
    return await scanFile(source, task)
  } catch (cause) {
    // It may have begun at what is no header. If not, who reads this part after all comes to the same error.
    if (task.shared && task.shared.kind !== "range") return undefined
    throw storeProblem(`layer ${diffId} cannot be read`, { cause })
  }
}
