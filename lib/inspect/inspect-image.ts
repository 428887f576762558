import type { HistoryEntry, StoredImage } from "../engine/store/types.ts"
import { moduleBeside } from "../workers/module-beside.ts"
import { Workers } from "../workers/workers.ts"
import type { ContentFacts, ContentOptions } from "./contents/index.ts"
import type { ImageFiles } from "./image-files.ts"
import type { InspectedLedger } from "./inspected-ledger.ts"
import type { JudgedEntries, JudgingTask } from "./judge-entries.ts"
import { type LayerStep, ledgerLayers, makeLedger } from "./make-ledger.ts"
import { osRelease } from "./os-release.ts"
import { readImage } from "./read-image.ts"

/** Fewer are judged in less time than it takes to tell another thread. */
const worthThreadPaths = 50_000
const judgeCall = { module: moduleBeside("./judge-entries", import.meta.url), name: "judgeEntries" }

/** What is being read, and how far it is. */
export type InspectProgress = (what: "layers" | "contents", done: number, all: number) => void

/** Says for each layer what made it, by the definition it was built from; `undefined` where only the history can tell. */
export type LayerStepsOf = (history: readonly HistoryEntry[], layerCount: number) => readonly (LayerStep | undefined)[]

export interface InspectOptions {
  /** How the user names the image; the ledger carries it. */
  readonly ref: string
  /** What made the layers, where the definition is at hand. */
  readonly stepsOf?: LayerStepsOf
  /** Also reads what files hold: equal files, what libraries say of themselves, code for GPUs. */
  readonly contents?: boolean
  /** GPUs the image has to serve, such as `sm_86`; code for others is waste. Only with `contents`. */
  readonly gpus?: readonly string[]
  /** Entries that the image may have; default: see `scanLimit`. */
  readonly maxEntries?: number
  readonly onProgress?: InspectProgress
  /** Is called when all threads run that were started to read the image; never where this one does it alone. */
  readonly onThreads?: () => void
  /** Is called when threads read the image, and this one has nothing to do for a while. */
  readonly onReading?: () => Promise<unknown>
}

/** An image, every byte of it accounted for. */
export interface InspectedImage extends InspectedLedger {
  readonly files: ImageFiles
}

/**
 * Reads an image and says where every byte is, whose it is, and what can go.
 * @throws StrataError `engine-store` where a layer cannot be read, `image-too-large` where it has more entries than it may,
 * `invalid-option` where a GPU is none
 */
export async function inspectImage(image: StoredImage, options: InspectOptions): Promise<InspectedImage> {
  const workers = new Workers(options.onThreads)
  try {
    return await inspectWith(workers, image, options)
  } finally {
    workers.close()
  }
}

async function inspectWith(workers: Workers, image: StoredImage, options: InspectOptions): Promise<InspectedImage> {
  const { ref, gpus = [], maxEntries, onProgress = () => {} } = options
  let done = 0
  const reading = readImage(image, {
    workers,
    onLayer: () => onProgress("layers", ++done, image.layers.length),
    ...(maxEntries === undefined ? {} : { maxEntries }),
  })
  const [files, { attributeWith, layerSteps, findWaste }] = await Promise.all([reading, load(options.onReading)])
  const defined = options.stepsOf?.(files.history, files.layers.length) ?? []
  const steps = layerSteps(files).map((step, layer) => ({ ...step, ...defined[layer] }))
  const layers = ledgerLayers(files, steps)
  // What files hold says more of waste, and is not known yet.
  const judging = judge(files, options.contents ? {} : { layers }, workers)
  const attribution = await attributeWith(files, judging)
  const ledger = makeLedger(ref, files, attribution, layers)
  const contents = options.contents
    ? await readContents(image, files, {
        workers,
        deviceCode: gpus.length > 0,
        onProgress: (read, all) => onProgress("contents", read, all),
      })
    : undefined
  const { drafts } = await judging
  const waste = findWaste(files, attribution, layers, {
    gpus,
    ...(contents ? { contents } : {}),
    ...(drafts ? { drafts } : {}),
  })
  const { id } = osRelease(files)
  return { ledger, waste, files, ...(id === undefined ? {} : { distribution: id }) }
}

/** In a thread that has nothing to do, where there is one and enough to judge; else in this one. */
async function judge(
  { paths, rows, visible }: ImageFiles,
  asked: Pick<JudgingTask, "layers">,
  workers: Workers,
): Promise<JudgedEntries> {
  const task: JudgingTask = { paths: paths.shared, rows, visible, ...asked }
  if (workers.hasIdle && paths.count >= worthThreadPaths) return workers.call(judgeCall, task)
  const { judgeEntries } = await import("./judge-entries.ts")
  return judgeEntries(task)
}

/** Loads what comes after reading, one after the other: a checkout's loader gives a module half made where two ask for it. */
async function load(onReading: InspectOptions["onReading"]) {
  await onReading?.()
  const { attributeWith, layerSteps } = await import("./attribute/index.ts")
  const { findWaste } = await import("./waste/index.ts")
  return { attributeWith, layerSteps, findWaste }
}

/** Loaded only where it is wanted: it brings a hash function. */
async function readContents(image: StoredImage, files: ImageFiles, options: ContentOptions): Promise<ContentFacts> {
  const { collectContentFacts } = await import("./contents/index.ts")
  return collectContentFacts(files, image.layers, options)
}
