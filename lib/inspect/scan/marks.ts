import { blockSize } from "../../tar/index.ts"

/** Plain data, the numbers in memory that threads share. */
export interface MarkData extends Distances {
  readonly marks: Int32Array
}

export interface Distances {
  /** Bytes from one mark to the next. */
  readonly spacingBytes: number
  /** Rows that are read in one go, about: they are worked on while others are read. */
  readonly partRows: number
}

/** A mark is free until a thread passes it, or takes it and says at which block of the tar it begins. */
const [free, passed] = [0, -1]

/** Entries of some milliseconds where files are small, and of a hundred. */
const usual: Distances = { spacingBytes: 16 << 20, partRows: 1 << 16 }
/** Less is read by who has begun it before another is ready to help. */
const leastRun = 4

/**
 * How threads agree on who reads what of a plain tar: marks lie at equal distances, and whoever reads passes one after the
 * other. A thread with nothing to do takes one in the middle of those that are free, and begins at a header that it finds
 * there; the one that comes from below stops where that begins. Nobody has to know beforehand where the entries are, which
 * mostly lie in a small part of the bytes.
 */
export class Marks {
  readonly #marks: Int32Array
  readonly spacingBytes: number
  readonly partRows: number

  constructor({ marks, spacingBytes, partRows }: MarkData) {
    this.#marks = marks
    this.spacingBytes = spacingBytes
    this.partRows = partRows
  }

  static make(tarBytes: number, distances = usual): MarkData {
    const count = Math.ceil(tarBytes / distances.spacingBytes)
    return { marks: new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT)), ...distances }
  }

  /** The last mark at a place or before it; the beginning is the first, which nobody takes. */
  before(place: number): number {
    return Math.floor(place / this.spacingBytes)
  }

  /** Place of a mark in the tar; behind the last there is none. */
  placeOf(mark: number): number {
    return mark < this.#marks.length ? mark * this.spacingBytes : Number.POSITIVE_INFINITY
  }

  /** Passes a mark. @returns where a thread begins that took it before */
  pass(mark: number): number | undefined {
    const block = Atomics.compareExchange(this.#marks, mark, free, passed)
    return block > 0 ? block * blockSize : undefined
  }

  /** Takes the mark before `start` for who begins there. @returns whether it was free */
  take(start: number): boolean {
    const mark = this.before(start)
    return mark > 0 && Atomics.compareExchange(this.#marks, mark, free, start / blockSize) === free
  }

  /** The longest run of free marks that is worth a thread of its own. */
  get longestRun(): { readonly from: number; readonly to: number } | undefined {
    let best = { from: 0, to: 0 }
    let from = 1
    for (let mark = 1; mark <= this.#marks.length; mark++) {
      if (mark < this.#marks.length && Atomics.load(this.#marks, mark) === free) continue
      if (mark - from > best.to - best.from) best = { from, to: mark }
      from = mark + 1
    }
    return best.to - best.from < leastRun ? undefined : best
  }
}
