import type { StoredLayer } from "../../engine/store/types.ts"
import { moduleBeside } from "../../workers/module-beside.ts"
import { runInWorkers } from "../../workers/run-in-workers.ts"
import { type WorkerFunction, Workers } from "../../workers/workers.ts"
import type { ImageFiles } from "../image-files.ts"
import { type ExpectedWork, expectedWork } from "../scan/expected-work.ts"
import { type CompareTask, compareContents } from "./compare-contents.ts"
import type { ContentFacts } from "./content-facts.ts"
import { type EqualPair, numberEqualRows } from "./equal-rows.ts"
import { Gatherer } from "./gatherer.ts"
import { makeHasher } from "./hasher.ts"
import { liesWhole } from "./lies-whole.ts"
import { readLayer } from "./read-layer.ts"
import { readStreamed } from "./read-streamed.ts"
import type { ReadTask, RowFacts, Wish } from "./read-task.ts"
import { rivalsOf } from "./rivals.ts"
import { bytesRead, splitTask } from "./split-work.ts"
import { wishesFor } from "./wishes.ts"

export interface ContentOptions {
  /** Smaller files are not compared. Default 65,536 bytes: they are nine tenths of the files and a tenth of the bytes. */
  readonly leastBytes?: number
  /** Whether libraries' device code is wanted, by architecture. Default yes; `findWaste` asks for it where GPUs are named. */
  readonly deviceCode?: boolean
  /** Told of work that is done, in parts of the whole. */
  readonly onProgress?: (done: number, all: number) => void
  /** Threads to read with where they are worth it, which stay; default: their own. */
  readonly workers?: Workers
}

/** Seconds of work that a second thread has to take over to be worth its start. */
const worthWorkersSeconds = 0.3
/** XXH3 in WebAssembly with reading, bytes a second of one processor; comparing reads four times as fast. */
const readBytesPerSecond = 1e9
const comparedBytesPerSecond = 4e9
/** A thread's share at a time: half a second. */
const taskSeconds = 0.5

const readCall = { module: moduleBeside("./read-layer", import.meta.url), name: "readLayer" }
const compareCall = { module: moduleBeside("./compare-contents", import.meta.url), name: "compareContents" }

type ReadableLayer = Pick<StoredLayer, "diffId" | "source" | "tar">

interface Work<Task> {
  readonly task: Task
  readonly seconds: number
}

/** Tasks of a layer that lies on disk: a compressed one is read in one go, others in shares. */
function readWork(task: ReadTask, { isCompressed, seconds }: ExpectedWork): readonly Work<ReadTask>[] {
  if (isCompressed) return [{ task, seconds }]
  return splitTask(task, taskSeconds * readBytesPerSecond).map((part) => ({
    task: part,
    seconds: part.wanted.reduce((sum, wish) => sum + bytesRead(wish), 0) / readBytesPerSecond,
  }))
}

/** Comparisons, in shares. */
function compareWork(
  files: ImageFiles,
  layers: CompareTask["layers"],
  sets: readonly (readonly number[])[],
): readonly Work<CompareTask>[] {
  const { rows, paths } = files
  const work: { task: CompareTask & { sets: CompareTask["sets"][number][] }; seconds: number }[] = []
  for (const set of sets) {
    const bytes = rows.bytes[set[0] ?? 0] ?? 0
    const rivals = set.map((row) => ({
      row,
      layer: rows.layer[row] ?? 0,
      offset: rows.offset[row] ?? 0,
      path: paths.path(rows.path[row] ?? 0),
    }))
    let last = work.at(-1)
    if (!last || last.seconds > taskSeconds) {
      last = { task: { layers, sets: [] }, seconds: 0 }
      work.push(last)
    }
    last.task.sets.push({ bytes, rivals })
    last.seconds += (bytes * set.length) / comparedBytesPerSecond
  }
  return work
}

function wishesByLayer(files: ImageFiles, hashed: Iterable<number>): readonly (readonly Wish[])[] {
  const { rows, paths } = files
  const wished = wishesFor(files, hashed)
  return files.layers.map(({ from, to }) => {
    const wanted: Wish[] = []
    for (let row = from; row < to; row++) {
      const wish = wished[row] ?? 0
      if (wish === 0 || !liesWhole(files, row)) continue
      const [offset = 0, bytes = 0] = [rows.offset[row], rows.bytes[row]]
      wanted.push({ row, wish, path: paths.path(rows.path[row] ?? 0), offset, bytes })
    }
    return wanted.sort((a, b) => a.offset - b.offset)
  })
}

/** Does work in this thread, or in several where that is worth it. */
async function doAll<Task, Result>(
  call: WorkerFunction,
  here: (task: Task) => Promise<Result>,
  work: readonly Work<Task>[],
  workers: Workers | undefined,
  onDone: () => void,
): Promise<readonly Result[]> {
  const tasks = work.map(({ task }) => task)
  if (workers) {
    const order = [...work.keys()].sort((a, b) => (work[b]?.seconds ?? 0) - (work[a]?.seconds ?? 0))
    return runInWorkers<Task, Result>(call, tasks, { order, onDone, workers })
  }
  const results: Result[] = []
  for (const task of tasks) {
    results.push(await here(task))
    onDone()
  }
  return results
}

function isWorthWorkers(work: readonly Work<unknown>[]): boolean {
  const seconds = work.map((one) => one.seconds)
  return seconds.reduce((sum, one) => sum + one, 0) - Math.max(0, ...seconds) > worthWorkersSeconds
}

async function readStream(
  layer: Pick<StoredLayer, "tar">,
  wanted: readonly Wish[],
  deviceCode: boolean,
): Promise<RowFacts> {
  const into = new Gatherer(deviceCode)
  await readStreamed(layer.tar(), wanted, await makeHasher(), into)
  return into.facts
}

/** Rows of equal size and hash. */
function equalHashes({ rows }: ImageFiles, all: readonly RowFacts[]): readonly EqualPair[] {
  const first = new Map<string, number>()
  return all.flatMap(({ hashes }) =>
    hashes.map(([row, hash]): EqualPair => {
      const key = `${rows.bytes[row]} ${hash}`
      const other = first.get(key) ?? row
      first.set(key, other)
      return [other, row]
    }),
  )
}

/**
 * The second pass over an image's layers: which files are equal, what its libraries say of themselves. `rivalsOf` and
 * `wishesFor` say what is read; everything else is passed over. Layers that can be read at random are, and their files are
 * compared; compressed ones stream once, up to the last content that is wanted, and their files are hashed.
 * @param layers the image's, in their order; those without a source are streamed in this thread
 * @throws StrataError `engine-store` where a layer cannot be read
 */
export async function collectContentFacts(
  files: ImageFiles,
  layers: readonly ReadableLayer[],
  { leastBytes = 65_536, deviceCode = true, onProgress = () => {}, workers: given }: ContentOptions = {},
): Promise<ContentFacts> {
  const work = layers.map(({ source }) => source && expectedWork(source))
  const isAtRandom = (row: number): boolean => work[files.rows.layer[row] ?? 0]?.isCompressed === false
  const rivals = rivalsOf(files, leastBytes)
  const compared = rivals.filter((set) => set.every(isAtRandom))
  const hashed = rivals.filter((set) => !set.every(isAtRandom)).flat()

  const reads: Work<ReadTask>[] = []
  const streams: { readonly layer: Pick<StoredLayer, "tar">; readonly wanted: readonly Wish[] }[] = []
  for (const [number, wanted] of wishesByLayer(files, hashed).entries()) {
    const layer = layers[number]
    if (!layer || wanted.length === 0) continue
    const { diffId, source } = layer
    const expected = work[number]
    if (source && expected) reads.push(...readWork({ diffId, source, wanted, deviceCode }, expected))
    else streams.push({ layer, wanted })
  }
  const sources = layers.map(({ diffId, source }) => ({ diffId, ...(source && { source }) }))
  const comparisons = compareWork(files, sources, compared)

  let done = 0
  const onDone = (): void => onProgress(++done, reads.length + comparisons.length + streams.length)
  const workers = isWorthWorkers([...reads, ...comparisons]) ? (given ?? new Workers()) : undefined
  const [equal, facts] = await Promise.all([
    doAll<CompareTask, readonly EqualPair[]>(compareCall, compareContents, comparisons, workers, onDone),
    doAll<ReadTask, RowFacts>(readCall, readLayer, reads, workers, onDone),
  ])
  if (workers !== given) workers?.close()
  const all = [...facts]
  for (const stream of streams) {
    all.push(await readStream(stream.layer, stream.wanted, deviceCode))
    onDone()
  }
  return {
    same: numberEqualRows(files.rows.kind.length, [...equal.flat(), ...equalHashes(files, all)]),
    objects: new Map(all.flatMap(({ objects }) => objects)),
    loaderSettings: new Map(
      all
        .flatMap(({ texts }) => texts)
        .map(([row, text]) => [row, Buffer.from(text.buffer, text.byteOffset, text.length)]),
    ),
  }
}
