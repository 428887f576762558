import { closeSync, openSync } from "node:fs"
import { compressionAt } from "../../engine/store/compression.ts"
import type { LayerSource } from "../../engine/store/layer-source.ts"
import { storeProblem } from "../../engine/store/problem.ts"
import type { LayerScan } from "./layer-scan.ts"
import { type MarkData, Marks } from "./marks.ts"
import { type LayerPart, type PlainTar, readFrom, readFromMiddle, readRange } from "./plain-part.ts"
import { type ScanLimit, scanLimit } from "./scan-limit.ts"

/** A scan of all that there is. */
function wholeLayer(scan: LayerScan): LayerPart {
  return { scan, from: 0, to: scan.tarBytes, end: "last" }
}

/** Loaded only where it is wanted: it brings streams and what takes compression off, and each thread loads its own. */
const loadStreams = () => import("./scan-stream.ts")

async function scanFile(
  source: FileSource,
  { limit = scanLimit(), shared }: LayerTask,
): Promise<LayerPart | undefined> {
  const { file, offset, size } = source
  const fd = openSync(file, "r")
  try {
    if (compressionAt(fd, offset, size) !== "none") {
      const { scanCompressed } = await loadStreams()
      return wholeLayer(await scanCompressed({ fd, offset, size, limit }))
    }
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
    if (source.kind === "tar-split") {
      const { scanTarSplit } = await loadStreams()
      return wholeLayer(await scanTarSplit(source.split, source.folder, limit))
    }
    return await scanFile(source, task)
  } catch (cause) {
    // It may have begun at what is no header. If not, who reads this part after all comes to the same error.
    if (task.shared && task.shared.kind !== "range") return undefined
    throw storeProblem(`layer ${diffId} cannot be read`, { cause })
  }
}
