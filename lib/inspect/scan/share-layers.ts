import { joinParts } from "./join-parts.ts"
import { type MarkData, Marks } from "./marks.ts"
import type { LayerPart } from "./plain-part.ts"
import type { LayerTask } from "./scan-layer.ts"

interface Layer extends Omit<LayerTask, "shared"> {
  /** Bytes of a plain tar in a file; 0 for what only one thread can read. */
  readonly tarBytes: number
}

/** A layer that is being read. */
class SharedLayer {
  readonly #task: LayerTask
  readonly #data: MarkData
  readonly #marks: Marks
  readonly #parts: LayerPart[] = []
  #readers = 0
  #isSplittable = true

  constructor({ tarBytes, ...task }: Layer, spacingBytes?: number) {
    this.#task = task
    this.#data = Marks.make(tarBytes, spacingBytes)
    this.#marks = new Marks(this.#data)
  }

  /** Marks that nobody has come to, as far as they are worth another thread. */
  get freeMarks(): number {
    const run = this.#isSplittable && this.#readers > 0 ? this.#marks.longestRun : undefined
    return run ? run.to - run.from : 0
  }

  begin(kind: "beginning" | "middle"): LayerTask {
    this.#readers++
    return { ...this.#task, shared: { ...this.#data, kind } }
  }

  /** Takes what a thread read. @returns all of the layer, once everybody is done */
  async end(
    part: LayerPart | undefined,
    scan: (task: LayerTask) => Promise<LayerPart | undefined>,
  ): Promise<readonly LayerPart[] | undefined> {
    this.#readers--
    if (part) this.#parts.push(part)
    else this.#isSplittable = false
    if (this.#readers > 0) return undefined
    return joinParts(this.#parts, async (from, until) => {
      const missing = await scan({ ...this.#task, shared: { kind: "range", from, until } })
      if (!missing) throw new Error("nothing was read of a range")
      return missing
    })
  }
}

/** What a thread is asked to do, and of which layer. */
export interface SharedTask extends LayerTask {
  readonly position: number
}

/** Layers of an image that several threads read, each layer by as many as have nothing else to do. */
export class SharedLayers {
  readonly #layers: readonly SharedLayer[]
  readonly #order: readonly number[]

  /** @param order in which layers are begun, by position */
  constructor(layers: readonly Layer[], order: readonly number[], spacingBytes?: number) {
    this.#layers = layers.map((layer) => new SharedLayer(layer, spacingBytes))
    this.#order = order
  }

  /** Tasks, each made when a thread asks for it: first all layers, then the middle of what is left of one. */
  *tasks(): Generator<SharedTask> {
    for (const position of this.#order) yield* this.#task(position, "beginning")
    for (;;) {
      const free = this.#layers.map((layer) => layer.freeMarks)
      const most = Math.max(...free)
      if (most === 0) return
      yield* this.#task(free.indexOf(most), "middle")
    }
  }

  *#task(position: number, kind: "beginning" | "middle"): Generator<SharedTask> {
    const layer = this.#layers[position]
    if (layer) yield { ...layer.begin(kind), position }
  }

  /** See `SharedLayer.end`. */
  async end(
    { position }: SharedTask,
    part: LayerPart | undefined,
    scan: (task: LayerTask) => Promise<LayerPart | undefined>,
  ): Promise<readonly LayerPart[] | undefined> {
    return this.#layers[position]?.end(part, scan)
  }
}
