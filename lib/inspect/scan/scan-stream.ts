import { blobInFile } from "../../engine/store/blob.ts"
import { plainTar } from "../../engine/store/plain-tar.ts"
import { readTarSplit } from "../../engine/store/tar-split.ts"
import { TarFeed } from "../../tar/index.ts"
import { isKept } from "./is-kept.ts"
import { type LayerScan, LayerScanBuilder } from "./layer-scan.ts"
import { openContent } from "./open-content.ts"
import type { PlainTar } from "./plain-part.ts"
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

/** Scans a compressed tar that lies in a file. */
export function scanCompressed({ fd, offset, size, limit }: PlainTar): Promise<LayerScan> {
  return scanStream(plainTar(blobInFile(fd, offset, size)), limit)
}

/** Scans a layer of a docker store: its tar without the contents, which lie in a folder. */
export async function scanTarSplit(split: string, folder: string, limit: ScanLimit): Promise<LayerScan> {
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
