import { availableParallelism } from "node:os"
import type { LayerSource } from "../../engine/store/layer-source.ts"
import type { StoredImage, StoredLayer } from "../../engine/store/types.ts"
import { moduleBeside } from "../../workers/module-beside.ts"
import { eachInWorkers } from "../../workers/run-in-workers.ts"
import type { Workers } from "../../workers/workers.ts"
import { type ExpectedWork, expectedWork } from "./expected-work.ts"
import type { LayerScan } from "./layer-scan.ts"
import type { LayerPart } from "./plain-part.ts"
import { scanLayer, scanStream } from "./scan-layer.ts"
import { type ScanLimit, scanLimit, tooLarge } from "./scan-limit.ts"
import { SharedLayers, type SharedTask } from "./share-layers.ts"

export interface ScannedLayer {
  readonly diffId: string
  /** One after the other: several threads may have read it. */
  readonly scans: readonly LayerScan[]
  /** Bytes of the blob, where it is compressed. */
  readonly compressedBytes?: number
}

/** Work that a second thread takes over has to be worth its start. */
const worthWorkersSeconds = 0.3

/** What a worker is asked to do. */
export const scanCall = { module: moduleBeside("./scan-layer", import.meta.url), name: "scanLayer" }

/** Only a plain tar in a file can be begun in the middle. */
function isShareable(source: LayerSource, { isCompressed }: ExpectedWork): boolean {
  return source.kind === "file" && !isCompressed
}

interface Work extends ExpectedWork {
  readonly isShareable: boolean
}

function workOf(source: LayerSource): Work {
  const expected = expectedWork(source)
  return { ...expected, isShareable: isShareable(source, expected) }
}

/** Whether at least two threads have something to do for long enough. */
function isWorthWorkers(work: readonly Work[]): boolean {
  const all = work.reduce((sum, { seconds }) => sum + seconds, 0)
  const alone = work.map((layer) => (layer.isShareable ? layer.seconds / 2 : layer.seconds))
  return all - Math.max(0, ...alone) > worthWorkersSeconds
}

async function scanHere(layer: StoredLayer, limit: ScanLimit): Promise<readonly LayerScan[]> {
  const { diffId, source } = layer
  if (!source) return [await scanStream(layer.tar(), limit)]
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
  const readable = layers.flatMap(({ diffId, source }) => (source ? [{ diffId, source, limit }] : []))
  const work = readable.map(({ source }) => workOf(source))
  const isAllOnDisk = readable.length === layers.length
  const check = limitCheck(limit)
  const pass = inOrder<readonly LayerScan[]>((position, scans) => {
    const { diffId = "", source } = layers[position] ?? {}
    const isCompressed = isAllOnDisk && work[position]?.isCompressed
    onLayer({ diffId, scans, ...(isCompressed && source?.kind === "file" ? { compressedBytes: source.size } : {}) })
  })
  const onScans = (position: number, scans: readonly LayerScan[]): void => {
    check(scans)
    onScanned()
    pass(position, scans)
  }
  if (!isAllOnDisk || !isWorthWorkers(work)) {
    for (const [position, layer] of layers.entries()) onScans(position, await scanHere(layer, limit))
    return
  }
  const tarBytes = ({ source }: { readonly source: LayerSource }, position: number): number =>
    source.kind === "file" && work[position]?.isShareable ? source.size : 0
  const shared = new SharedLayers(
    readable.map((layer, position) => ({ ...layer, tarBytes: tarBytes(layer, position) })),
    orderOf(work),
  )
  const onPart = async (task: SharedTask, part: LayerPart | undefined): Promise<void> => {
    const scans = (await shared.end(task, part, scanLayer))?.map(({ scan }) => scan)
    if (scans) onScans(task.position, scans)
  }
  return eachInWorkers<SharedTask, LayerPart | undefined>(scanCall, shared.tasks(), onPart, {
    here: scanLayer,
    ...(workers && { workers }),
  })
}
