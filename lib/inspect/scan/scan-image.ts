import { availableParallelism } from "node:os"
import type { LayerSource } from "../../engine/store/layer-source.ts"
import type { StoredImage, StoredLayer } from "../../engine/store/types.ts"
import { moduleBeside } from "../../workers/module-beside.ts"
import { eachInWorkers } from "../../workers/run-in-workers.ts"
import type { Workers } from "../../workers/workers.ts"
import { type ExpectedWork, expectedWork } from "./expected-work.ts"
import type { LayerScan } from "./layer-scan.ts"
import type { LayerPart } from "./plain-part.ts"
import { scanLayer } from "./scan-layer.ts"
import { type ScanLimit, scanLimit, tooLarge } from "./scan-limit.ts"
import { type Progress, SharedLayers, type SharedTask } from "./share-layers.ts"

export interface ScannedLayer {
  readonly diffId: string
  /** Bytes of the blob, where it is compressed. */
  readonly compressedBytes?: number
}

/** Work that a second thread takes over has to be worth its start. */
const worthWorkersSeconds = 0.3
/** How long this thread reads alone where it should not take long: bytes do not tell how many entries there are. */
const aloneMilliseconds = 150

/** What a worker is asked to do. */
export const scanCall = { module: moduleBeside("./scan-layer", import.meta.url), name: "scanLayer" }

interface Work extends ExpectedWork {
  /** Bytes that several threads can read; 0 where it is one's alone: only a plain tar in a file can be begun in the middle. */
  readonly sharedBytes: number
}

function workOf(source: LayerSource): Work {
  const expected = expectedWork(source)
  return { ...expected, sharedBytes: source.kind === "file" && !expected.isCompressed ? source.size : 0 }
}

/** Whether at least two threads have something to do for long enough. */
function isWorthWorkers(work: readonly Work[]): boolean {
  const all = work.reduce((sum, { seconds }) => sum + seconds, 0)
  const alone = work.map((layer) => (layer.sharedBytes > 0 ? layer.seconds / 2 : layer.seconds))
  return all - Math.max(0, ...alone) > worthWorkersSeconds
}

async function scanHere(layer: StoredLayer, limit: ScanLimit): Promise<readonly LayerScan[]> {
  const { diffId, source } = layer
  if (!source) {
    const { scanStream } = await import("./scan-stream.ts")
    return [await scanStream(layer.tar(), limit)]
  }
  const part = await scanLayer({ diffId, source, limit })
  return part ? [part.scan] : []
}

/** Sums over the layers that are scanned. A layer alone is held to the limit while it is read. */
function limitCheck(limit: ScanLimit): (scans: readonly LayerScan[]) => void {
  let [entries, pathBytes, contentBytes] = [0, 0, 0]
  return (scans) => {
    for (const { kind, pathBytes: ofPaths, links, contents } of scans) {
      entries += kind.length
      pathBytes += ofPaths + links.length
      contentBytes += contents.length
    }
    if (entries > limit.entries) throw tooLarge("entries", limit)
    if (pathBytes > limit.pathBytes) throw tooLarge("pathBytes", limit)
    if (contentBytes > limit.contentBytes) throw tooLarge("contentBytes", limit)
  }
}

/**
 * Positions of the longest, one for each thread, then of all others as they lie: whoever takes the layers takes them lowest
 * first, and has something to do while the longest are read.
 */
function orderOf(work: readonly ExpectedWork[]): readonly number[] {
  const seconds = (position: number): number => work[position]?.seconds ?? 0
  const all = work.map((_, position) => position)
  const longest = all.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, availableParallelism())
  return [...longest, ...all.filter((position) => !longest.includes(position))]
}

/** What is told of scans, those of the lowest layer first, as soon as they and all before are there. */
export interface ScanSink {
  addScan(scan: LayerScan): void
  /** All of a layer were told. */
  endLayer(layer: ScannedLayer): void
}

/** Passes scans on in the order of their layers, whatever order these come in. */
function inOrder(addScan: (scan: LayerScan) => void, endLayer: (position: number) => void) {
  const waiting = new Map<number, { readonly scans: LayerScan[]; isComplete: boolean }>()
  let current = 0
  return (position: number, { scans, isComplete }: Progress): void => {
    const found = waiting.get(position) ?? { scans: [], isComplete: false }
    waiting.set(position, found)
    found.scans.push(...scans)
    found.isComplete = isComplete
    for (let first = waiting.get(current); first !== undefined; first = waiting.get(current)) {
      for (const scan of first.scans.splice(0)) addScan(scan)
      if (!first.isComplete) return
      waiting.delete(current)
      endLayer(current++)
    }
  }
}

export interface ScanOptions {
  readonly onScanned?: () => void
  readonly limit?: ScanLimit
  /** Threads to scan with where they are worth it, which stay; default: their own. */
  readonly workers?: Workers
}

/**
 * Scans all layers: in this thread, and with others where there is enough to do.
 * @throws StrataError `engine-store` where a layer cannot be read, `image-too-large` where all have more than `limit`
 */
export async function scanImage(
  { layers }: StoredImage,
  into: ScanSink,
  { onScanned = () => {}, limit = scanLimit(), workers }: ScanOptions = {},
): Promise<void> {
  const readable = layers.flatMap(({ diffId, source }) => (source ? [{ diffId, source, limit }] : []))
  const work = readable.map(({ source }) => workOf(source))
  const isAllOnDisk = readable.length === layers.length
  const check = limitCheck(limit)
  const pass = inOrder(
    (scan) => into.addScan(scan),
    (position) => {
      const { diffId = "", source } = layers[position] ?? {}
      const isCompressed = isAllOnDisk && work[position]?.isCompressed
      into.endLayer({ diffId, ...(isCompressed && source?.kind === "file" ? { compressedBytes: source.size } : {}) })
    },
  )
  const onProgress = (position: number, progress: Progress): void => {
    check(progress.scans)
    if (progress.isComplete) onScanned()
    pass(position, progress)
  }
  if (!isAllOnDisk) {
    for (const [position, layer] of layers.entries())
      onProgress(position, { scans: await scanHere(layer, limit), isComplete: true })
    return
  }
  const shared = new SharedLayers(
    readable.map((layer, position) => ({ ...layer, tarBytes: work[position]?.sharedBytes ?? 0 })),
    orderOf(work),
  )
  return eachInWorkers<SharedTask, LayerPart | undefined>(
    scanCall,
    () => shared.next(),
    async (task, part) => onProgress(task.position, await shared.end(task, part, scanLayer)),
    { here: scanLayer, aloneMilliseconds: isWorthWorkers(work) ? 0 : aloneMilliseconds, ...(workers && { workers }) },
  )
}
