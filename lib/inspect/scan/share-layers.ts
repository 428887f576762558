import type { LayerScan } from "./layer-scan.ts"
import { type Distances, type MarkData, Marks } from "./marks.ts"
import type { LayerPart } from "./plain-part.ts"
import type { LayerTask, Share } from "./scan-layer.ts"

interface Layer extends Omit<LayerTask, "shared"> {
  /** Bytes of a plain tar in a file; 0 for what only one thread can read. */
  readonly tarBytes: number
}

/** What a thread is asked to do, and of which layer. */
export interface SharedTask extends LayerTask {
  readonly position: number
}

type ReadPart = (task: LayerTask) => Promise<LayerPart | undefined>

/** What is known of a layer since it was last asked: scans that follow those before, and whether they are all. */
export interface Progress {
  readonly scans: readonly LayerScan[]
  readonly isComplete: boolean
}

/**
 * A layer that is being read. Only a part that begins where an entry is known to begin counts: the first does, and each that
 * begins where one that counts ends. Whoever began at what only looked like a header read nonsense.
 */
class SharedLayer {
  readonly #task: SharedTask
  readonly #data: MarkData
  readonly #marks: Marks
  /** Read, and not known to count. */
  #parts: LayerPart[] = []
  /** Places where somebody may go on. */
  #places = [0]
  /** Where the last part ends that counts. */
  #end = 0
  #isComplete = false
  #readers = 0
  #isSplittable = true

  constructor({ tarBytes, ...task }: Layer, position: number, distances?: Distances) {
    this.#task = { ...task, position }
    this.#data = Marks.make(tarBytes, distances)
    this.#marks = new Marks(this.#data)
  }

  /** Whether nobody has begun. */
  get isNew(): boolean {
    return this.#end === 0 && this.#readers === 0 && !this.#isComplete
  }

  /** Marks that nobody has come to, as far as they are worth another thread. */
  get freeMarks(): number {
    const run = this.#isSplittable && this.#readers > 0 ? this.#marks.longestRun : undefined
    return run ? run.to - run.from : 0
  }

  /** The beginning, or where somebody stopped for now. */
  goOn(): SharedTask | undefined {
    const from = this.#places.shift()
    return from === undefined || this.#isComplete ? undefined : this.#begin({ ...this.#data, kind: "from", from })
  }

  help(): SharedTask {
    return this.#begin({ ...this.#data, kind: "middle" })
  }

  #begin(shared: Share): SharedTask {
    this.#readers++
    return { ...this.#task, shared }
  }

  /** Takes what a thread read. @param read reads what is missing when all are done, or did not count */
  async end(part: LayerPart | undefined, read: ReadPart): Promise<Progress> {
    this.#readers--
    if (part) this.#parts.push(part)
    else this.#isSplittable = false
    if (part?.end === "full") this.#places.push(part.to)
    const scans = this.#join()
    while (!this.#isComplete && this.#readers === 0 && this.#places.length === 0) {
      const behind = this.#parts.map(({ from }) => from).filter((from) => from > this.#end)
      const missing = await read({
        ...this.#task,
        shared: { kind: "range", from: this.#end, until: Math.min(Number.POSITIVE_INFINITY, ...behind) },
      })
      if (!missing) throw new Error("nothing was read of a range")
      this.#parts.push(missing)
      scans.push(...this.#join())
    }
    return { scans, isComplete: this.#isComplete }
  }

  /** Lays parts end to end. @returns those that count since the last time */
  #join(): LayerScan[] {
    const scans: LayerScan[] = []
    for (let next = this.#next(); next && !this.#isComplete; next = this.#next()) {
      scans.push(next.scan)
      this.#end = next.to
      this.#isComplete = next.end === "last"
    }
    this.#parts = this.#parts.filter(({ from }) => from >= this.#end)
    // Where nobody may go on: an entry goes from before to behind it.
    this.#places = this.#places.filter((place) => place >= this.#end)
    return scans
  }

  #next(): LayerPart | undefined {
    return this.#parts.find(({ from }) => from === this.#end)
  }
}

/** Layers of an image that several threads read, each layer by as many as have nothing else to do. */
export class SharedLayers {
  readonly #layers: readonly SharedLayer[]
  readonly #order: readonly SharedLayer[]

  /** @param order in which layers are begun, by position */
  constructor(layers: readonly Layer[], order: readonly number[], distances?: Distances) {
    this.#layers = layers.map((layer, position) => new SharedLayer(layer, position, distances))
    this.#order = order.flatMap((position) => this.#layers[position] ?? [])
  }

  /**
   * What to do next for a thread that has nothing to do: first what was begun, then a layer that was not, then the middle of
   * what is left of one.
   */
  next(): SharedTask | undefined {
    for (const layer of this.#layers) {
      const task = layer.isNew ? undefined : layer.goOn()
      if (task) return task
    }
    return this.#order.find((layer) => layer.isNew)?.goOn() ?? this.#help()
  }

  #help(): SharedTask | undefined {
    const free = this.#layers.map((layer) => layer.freeMarks)
    const most = Math.max(0, ...free)
    return most === 0 ? undefined : this.#layers[free.indexOf(most)]?.help()
  }

  /** See `SharedLayer.end`. */
  async end({ position }: SharedTask, part: LayerPart | undefined, read: ReadPart): Promise<Progress> {
    return (await this.#layers[position]?.end(part, read)) ?? { scans: [], isComplete: true }
  }
}
