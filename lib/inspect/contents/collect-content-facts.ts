import type { StoredLayer } from "../../engine/store/types.ts"
import { moduleBeside } from "../../workers/module-beside.ts"
import { runInWorkers } from "../../workers/run-in-workers.ts"
import type { ImageFiles } from "../image-files.ts"
import { expectedWork } from "../scan/expected-work.ts"
import type { ContentFacts } from "./content-facts.ts"
import { Gatherer } from "./gatherer.ts"
import { makeHasher } from "./hasher.ts"
import { liesWhole } from "./lies-whole.ts"
import { readLayer } from "./read-layer.ts"
import { readStreamed } from "./read-streamed.ts"
import type { ReadTask, RowFacts, Wish } from "./read-task.ts"
import { bytesRead, splitTask } from "./split-work.ts"
import { wishesFor } from "./wishes.ts"

export interface ContentOptions {
  /** Smaller files are not compared. Default 65,536 bytes: they are nine tenths of the files and a tenth of the bytes. */
  readonly leastBytes?: number
  /** Whether libraries' device code is wanted, by architecture. Default yes; `findWaste` asks for it where GPUs are named. */
  readonly deviceCode?: boolean
  /** Told of work that is done, in parts of the whole. */
  readonly onProgress?: (done: number, all: number) => void
}

/** Seconds of work that a second thread has to take over to be worth its start. */
const worthWorkersSeconds = 0.3
/** XXH3 in WebAssembly with reading, bytes a second of one processor. */
const readBytesPerSecond = 1e9
/** A thread's share at a time: half a second. */
const taskBytes = 512e6

const call = { module: moduleBeside("./read-layer", import.meta.url), name: "readLayer" }

function wishesByLayer(files: ImageFiles, least: number): readonly (readonly Wish[])[] {
  const { rows, paths } = files
  const wished = wishesFor(files, least)
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

interface Work {
  readonly task: ReadTask
  readonly seconds: number
}

/** Tasks of a layer that lies on disk: a compressed one is read in one go, others in shares. */
function workOn(task: ReadTask): readonly Work[] {
  const { isCompressed, seconds } = expectedWork(task.source)
  if (isCompressed) return [{ task, seconds }]
  return splitTask(task, taskBytes).map((part) => ({
    task: part,
    seconds: part.wanted.reduce((sum, wish) => sum + bytesRead(wish), 0) / readBytesPerSecond,
  }))
}

async function readAll(work: readonly Work[], onDone: () => void): Promise<readonly RowFacts[]> {
  const seconds = work.map((one) => one.seconds)
  const shared = seconds.reduce((sum, one) => sum + one, 0) - Math.max(0, ...seconds)
  if (shared > worthWorkersSeconds) {
    const order = [...work.keys()].sort((a, b) => (seconds[b] ?? 0) - (seconds[a] ?? 0))
    return runInWorkers<ReadTask, RowFacts>(
      call,
      work.map(({ task }) => task),
      { order, onDone },
    )
  }
  const facts: RowFacts[] = []
  for (const { task } of work) {
    facts.push(await readLayer(task))
    onDone()
  }
  return facts
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

function merge(files: ImageFiles, all: readonly RowFacts[]): ContentFacts {
  const same = new Uint32Array(files.rows.kind.length)
  const numbers = new Map<string, number>()
  for (const [row, hash] of all.flatMap(({ hashes }) => hashes)) {
    const key = `${files.rows.bytes[row]} ${hash}`
    const number = numbers.get(key) ?? numbers.size + 1
    numbers.set(key, number)
    same[row] = number
  }
  return {
    same,
    objects: new Map(all.flatMap(({ objects }) => objects)),
    loaderSettings: new Map(
      all
        .flatMap(({ texts }) => texts)
        .map(([row, text]) => [row, Buffer.from(text.buffer, text.byteOffset, text.length)]),
    ),
  }
}

/**
 * The second pass over an image's layers: which files are equal, what its libraries say of themselves. `wishesFor` says
 * what is read; everything else is passed over. Plain layers are read by offset, compressed ones stream once, up to the
 * last content that is wanted.
 * @param layers the image's, in their order; those without a source are streamed in this thread
 * @throws StrataError `engine-store` where a layer cannot be read
 */
export async function collectContentFacts(
  files: ImageFiles,
  layers: readonly Pick<StoredLayer, "diffId" | "source" | "tar">[],
  { leastBytes = 65_536, deviceCode = true, onProgress = () => {} }: ContentOptions = {},
): Promise<ContentFacts> {
  const wanted = wishesByLayer(files, leastBytes)
  const work: Work[] = []
  const streams: { readonly layer: Pick<StoredLayer, "tar">; readonly wanted: readonly Wish[] }[] = []
  for (const [number, layer] of layers.entries()) {
    const some = wanted[number] ?? []
    if (some.length === 0) continue
    const { diffId, source } = layer
    if (source) work.push(...workOn({ diffId, source, wanted: some, deviceCode }))
    else streams.push({ layer, wanted: some })
  }
  let done = 0
  const onDone = (): void => onProgress(++done, work.length + streams.length)
  const facts = [...(await readAll(work, onDone))]
  for (const stream of streams) {
    facts.push(await readStream(stream.layer, stream.wanted, deviceCode))
    onDone()
  }
  return merge(files, facts)
}
