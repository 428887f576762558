import { availableParallelism } from "node:os"
import type { StoredImage, StoredLayer } from "../../engine/store/types.ts"
import { moduleBeside } from "../../workers/module-beside.ts"
import { eachInWorkers } from "../../workers/run-in-workers.ts"
import type { Workers } from "../../workers/workers.ts"
import { type ExpectedWork, expectedWork } from "./expected-work.ts"
import type { LayerScan } from "./layer-scan.ts"
import { type LayerTask, scanLayer, scanStream } from "./scan-layer.ts"
import { type ScanLimit, scanLimit, tooLarge } from "./scan-limit.ts"

export interface ScannedLayer {
  readonly diffId: string
  readonly scan: LayerScan
  /** Bytes of the blob, where it is compressed. */
  readonly compressedBytes?: number
}

/** Work that a second thread takes over has to be worth its start. */
const worthWorkersSeconds = 0.3

/** What a worker is asked to do. */
export const scanCall = { module: moduleBeside("./scan-layer", import.meta.url), name: "scanLayer" }

/** Whether at least two threads have something to do for long enough. */
function isWorthWorkers(work: readonly ExpectedWork[]): boolean {
  const seconds = work.map((layer) => layer.seconds)
  const all = seconds.reduce((sum, one) => sum + one, 0)
  return all - Math.max(0, ...seconds) > worthWorkersSeconds
}

function scanHere(layer: StoredLayer, limit: ScanLimit): Promise<LayerScan> {
  const { diffId, source } = layer
  return source ? scanLayer({ diffId, source, limit }) : scanStream(layer.tar(), limit)
}

/** Sums over the layers that are scanned. A layer alone is held to the limit while it is read. */
function limitCheck(limit: ScanLimit): (scan: LayerScan) => void {
  let [entries, pathBytes, contentBytes] = [0, 0, 0]
  return ({ kind, pathBytes: ofPaths, links, contents }) => {
    entries += kind.length
    pathBytes += ofPaths + links.length
    contentBytes += contents.length
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

/** Passes things on in the order of their positions, whatever order they come in. */
function inOrder<T>(pass: (position: number, thing: T) => void): (position: number, thing: T) => void {
  const waiting = new Map<number, T>()
  let next = 0
  return (position, thing) => {
    waiting.set(position, thing)
    for (let first = waiting.get(next); first !== undefined; first = waiting.get(next)) {
      waiting.delete(next)
      pass(next++, first)
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
 * Scans all layers: in this thread where that is quick, in workers where there is enough to do.
 * @param onLayer is given each layer, lowest first, as soon as it and all below are scanned; `onScanned` is told of each
 * that is done.
 * @throws StrataError `engine-store` where a layer cannot be read, `image-too-large` where all have more than `limit`
 */
export async function scanImage(
  { layers }: StoredImage,
  onLayer: (layer: ScannedLayer) => void,
  { onScanned = () => {}, limit = scanLimit(), workers }: ScanOptions = {},
): Promise<void> {
  const tasks = layers.flatMap(({ diffId, source }) => (source ? [{ diffId, source, limit }] : []))
  const work = tasks.map(({ source }) => expectedWork(source))
  const isAllOnDisk = tasks.length === layers.length
  const check = limitCheck(limit)
  const pass = inOrder<LayerScan>((position, scan) => {
    const { diffId = "", source } = layers[position] ?? {}
    const isCompressed = isAllOnDisk && work[position]?.isCompressed
    onLayer({ diffId, scan, ...(isCompressed && source?.kind === "file" ? { compressedBytes: source.size } : {}) })
  })
  const onResult = (position: number, scan: LayerScan): void => {
    check(scan)
    onScanned()
    pass(position, scan)
  }
  if (isAllOnDisk && isWorthWorkers(work))
    return eachInWorkers<LayerTask, LayerScan>(scanCall, tasks, onResult, {
      order: orderOf(work),
      here: scanLayer,
      ...(workers && { workers }),
    })
  for (const [position, layer] of layers.entries()) onResult(position, await scanHere(layer, limit))
}
