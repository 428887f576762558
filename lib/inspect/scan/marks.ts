import { blockSize } from "../../tar/index.ts"

/** Plain data, the numbers in memory that threads share. */
export interface MarkData {
  readonly marks: Int32Array
  readonly spacingBytes: number
}

/** A mark is free until a thread passes it, or takes it and says at which block of the tar it begins. */
const [free, passed] = [0, -1]

/** Bytes from one mark to the next: entries of some milliseconds where files are small. */
const usualSpacingBytes = 16 << 20
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

  constructor({ marks, spacingBytes }: MarkData) {
    this.#marks = marks
    this.spacingBytes = spacingBytes
  }

  static make(tarBytes: number, spacingBytes = usualSpacingBytes): MarkData {
    const count = Math.ceil(tarBytes / spacingBytes)
    return { marks: new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT)), spacingBytes }
  }

  /** The first mark behind a place. */
  after(place: number): number {
    return Math.floor(place / this.spacingBytes) + 1
  }

  /** Place of a mark in the tar; behind the last there is none. */
  placeOf(mark: number): number {
    return mark < this.#marks.length ? mark * this.spacingBytes : Number.POSITIVE_INFINITY
  }

  /** Passes a mark. @returns where another thread begins that took it before */
  pass(mark: number): number | undefined {
    const block = Atomics.compareExchange(this.#marks, mark, free, passed)
    return block > 0 ? block * blockSize : undefined
  }

  /** Takes the mark before `start` for who begins there. @returns whether it was free */
  take(start: number): boolean {
    const mark = Math.floor(start / this.spacingBytes)
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
