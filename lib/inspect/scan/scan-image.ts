import type { StoredImage, StoredLayer } from "../../engine/store/types.ts"
import { moduleBeside } from "../../workers/module-beside.ts"
import { runInWorkers } from "../../workers/run-in-workers.ts"
import { type ExpectedWork, expectedWork } from "./expected-work.ts"
import type { LayerScan } from "./layer-scan.ts"
import { type LayerTask, scanLayer, scanStream } from "./scan-layer.ts"

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

function scanHere(layer: StoredLayer): Promise<LayerScan> {
  const { diffId, source } = layer
  return source ? scanLayer({ diffId, source }) : scanStream(layer.tar())
}

function longestFirst(work: readonly ExpectedWork[]): readonly number[] {
  const seconds = (position: number): number => work[position]?.seconds ?? 0
  return work.map((_, position) => position).sort((a, b) => seconds(b) - seconds(a))
}

/**
 * Scans all layers: in this thread where that is quick, in workers where there is enough to do.
 * @param onLayer is told of each layer that is done.
 * @throws StrataError `engine-store` where a layer cannot be read
 */
export async function scanImage(image: StoredImage, onLayer: () => void = () => {}): Promise<readonly ScannedLayer[]> {
  const tasks = image.layers.flatMap(({ diffId, source }) => (source ? [{ diffId, source }] : []))
  const work = tasks.map(({ source }) => expectedWork(source))
  const isAllOnDisk = tasks.length === image.layers.length
  const scans: LayerScan[] = []
  if (isAllOnDisk && isWorthWorkers(work)) {
    scans.push(
      ...(await runInWorkers<LayerTask, LayerScan>(scanCall, tasks, { order: longestFirst(work), onDone: onLayer })),
    )
  } else {
    for (const layer of image.layers) {
      scans.push(await scanHere(layer))
      onLayer()
    }
  }
  return image.layers.map(({ diffId, source }, position) => {
    const scan = scans[position]
    if (!scan) throw new Error(`no scan of layer ${diffId}`)
    const isCompressed = isAllOnDisk && work[position]?.isCompressed
    return { diffId, scan, ...(isCompressed && source?.kind === "file" ? { compressedBytes: source.size } : {}) }
  })
}
