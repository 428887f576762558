import type { StoredImage, StoredLayer } from "../../engine/store/types.ts"
import { moduleBeside } from "../../workers/module-beside.ts"
import { runInWorkers } from "../../workers/run-in-workers.ts"
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
  return ({ kind, paths, links, contents }) => {
    entries += kind.length
    pathBytes += paths.length + links.length
    contentBytes += contents.length
    if (entries > limit.entries) throw tooLarge("entries", limit)
    if (pathBytes > limit.pathBytes) throw tooLarge("pathBytes", limit)
    if (contentBytes > limit.contentBytes) throw tooLarge("contentBytes", limit)
  }
}

function longestFirst(work: readonly ExpectedWork[]): readonly number[] {
  const seconds = (position: number): number => work[position]?.seconds ?? 0
  return work.map((_, position) => position).sort((a, b) => seconds(b) - seconds(a))
}

/**
 * Scans all layers: in this thread where that is quick, in workers where there is enough to do.
 * @param onLayer is told of each layer that is done.
 * @throws StrataError `engine-store` where a layer cannot be read, `image-too-large` where all have more than `limit`
 */
export async function scanImage(
  image: StoredImage,
  onLayer: () => void = () => {},
  limit: ScanLimit = scanLimit(),
): Promise<readonly ScannedLayer[]> {
  const tasks = image.layers.flatMap(({ diffId, source }) => (source ? [{ diffId, source, limit }] : []))
  const work = tasks.map(({ source }) => expectedWork(source))
  const isAllOnDisk = tasks.length === image.layers.length
  const check = limitCheck(limit)
  const onDone = (scan: LayerScan): void => {
    check(scan)
    onLayer()
  }
  const scans: LayerScan[] = []
  if (isAllOnDisk && isWorthWorkers(work)) {
    scans.push(
      ...(await runInWorkers<LayerTask, LayerScan>(scanCall, tasks, {
        order: longestFirst(work),
        onDone: (_, scan) => onDone(scan),
      })),
    )
  } else {
    for (const layer of image.layers) {
      const scan = await scanHere(layer, limit)
      scans.push(scan)
      onDone(scan)
    }
  }
  return image.layers.map(({ diffId, source }, position) => {
    const scan = scans[position]
    if (!scan) throw new Error(`no scan of layer ${diffId}`)
    const isCompressed = isAllOnDisk && work[position]?.isCompressed
    return { diffId, scan, ...(isCompressed && source?.kind === "file" ? { compressedBytes: source.size } : {}) }
  })
}
