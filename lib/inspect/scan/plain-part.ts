import { readSync } from "node:fs"
import { setImmediate } from "node:timers/promises"
import { findHeader, type LocatedSink, type TarCursor, TarHopper } from "../../tar/index.ts"
import { isKept } from "./is-kept.ts"
import { type LayerScan, LayerScanBuilder } from "./layer-scan.ts"
import type { Marks } from "./marks.ts"
import { roomFor } from "./room-for.ts"
import type { ScanLimit } from "./scan-limit.ts"

/** A part of a file: a plain tar, or one that is compressed. */
export interface PlainTar {
  readonly fd: number
  /** Its first byte in the file. */
  readonly offset: number
  readonly size: number
  readonly limit: ScanLimit
}

/** Entries of a plain tar that one thread read, one after the other. */
export interface LayerPart {
  readonly scan: LayerScan
  /** Place in the tar where the first entry begins, and where the entry behind the last one does. */
  readonly from: number
  readonly to: number
  /** Why it ends: nothing comes, another thread began there, or there is enough to be worked on while the rest is read. */
  readonly end: "last" | "met" | "full"
}

export const endsInFile = "its tar ends in the middle of a file"

/** Headers at a time, about 30 ms: then whatever else this thread has to do, such as showing progress, has its turn. */
const atOnce = 16_384

/** Bytes that are looked through for a header, at each of some places. */
const soughtBytes = 128 << 10
/** Places in a run of marks that are tried: large files are most of many layers, and no header lies in them. */
const triedShares = [1 / 2, 3 / 4, 1 / 4, 7 / 8, 5 / 8, 3 / 8, 1 / 8, 15 / 16]

/** Reads a tar from a place on. */
class PartReader implements LocatedSink {
  readonly #tar: PlainTar
  readonly #scan: LayerScanBuilder
  readonly #hopper: TarHopper
  #from: number
  #skips: boolean
  readonly #room: number

  /**
   * @param isExact whether an entry begins at `from`; else the first whole one behind it is read
   * @param room rows to read, about
   */
  constructor(tar: PlainTar, from: number, isExact: boolean, room: number) {
    const { fd, offset, size, limit } = tar
    this.#tar = tar
    this.#from = from
    this.#skips = !isExact
    this.#room = room
    this.#scan = new LayerScanBuilder(limit, Math.min(room, roomFor(size - from)))
    this.#hopper = new TarHopper(fd, offset + from, offset + size, this, from)
  }

  /** The hopper's word. */
  onLocated(entry: TarCursor, contentAt: number): void {
    if (this.#skips) {
      this.#skips = false
      return
    }
    const row = this.#scan.add(entry, contentAt - this.#tar.offset)
    if (!isKept(entry)) return
    const content = this.#scan.keep(row, entry.size)
    if (readSync(this.#tar.fd, content, 0, entry.size, contentAt) < entry.size) throw new Error(endsInFile)
  }

  /** Place in the tar. */
  get place(): number {
    return this.#hopper.position - this.#tar.offset
  }

  /**
   * Passes over one entry, with whatever headers belong to it: of one that was found nobody knows what stands before it.
   * @returns whether another may come
   */
  skipFirst(): boolean {
    let isMore = true
    while (isMore && (this.#skips || !this.#hopper.isBetween)) isMore = this.#hopper.hop(1)
    this.#from = this.place
    return isMore
  }

  /** Whether a header spoke of all entries that come: who reads those has to know. */
  get hasGlobals(): boolean {
    return this.#hopper.hasGlobals
  }

  /** Whether there is enough for a part. */
  get isFull(): boolean {
    return this.#scan.rows >= this.#room && this.#hopper.isBetween && !this.hasGlobals
  }

  /** Reads on to the first entry at `until` or behind it, or until it is full. @returns whether there may be more */
  async readTo(until: number): Promise<boolean> {
    let isMore = true
    while (isMore && !this.isFull && !(this.place >= until && this.#hopper.isBetween)) {
      const headers = Math.max(1, Math.min(atOnce, this.#room - this.#scan.rows))
      isMore = this.#hopper.hop(headers, this.#tar.offset + until)
      if (isMore) await setImmediate()
    }
    return isMore
  }

  finish(end: LayerPart["end"]): LayerPart {
    if (end === "last" && this.place > this.#tar.size) throw new Error(endsInFile)
    return { scan: this.#scan.finish(this.#tar.size), from: this.#from, to: this.place, end }
  }
}

/**
 * Reads on until where another thread begins, or it is full.
 * @param mark the first that it may come to
 */
async function readBetweenMarks(reader: PartReader, marks: Marks, mark: number): Promise<LayerPart> {
  let next = mark
  let until = 0
  do {
    const { place } = reader
    until = marks.placeOf(next)
    // What global headers say nobody else knows: whoever began further on has read nonsense.
    while (until <= place && !reader.hasGlobals) {
      const start = marks.pass(next)
      if (start === place) return reader.finish("met")
      // One that begins further on is asked again there; one that does not began at what is no header.
      until = start !== undefined && start > place ? start : marks.placeOf(++next)
    }
    if (reader.hasGlobals) until = Number.POSITIVE_INFINITY
    else if (reader.isFull) return reader.finish("full")
  } while (await reader.readTo(until))
  return reader.finish("last")
}

/** Reads a tar from a place on where an entry begins, until where another thread began. */
export function readFrom(tar: PlainTar, marks: Marks, from: number): Promise<LayerPart> {
  return readBetweenMarks(new PartReader(tar, from, true, marks.partRows), marks, marks.before(from))
}

/** Begins behind the first header that lies near a place. @returns nothing where there is none, or it is not free */
function beginNear(tar: PlainTar, marks: Marks, place: number): PartReader | undefined {
  const found = findHeader(tar.fd, tar.offset + place, Math.min(soughtBytes, tar.size - place))
  if (found === undefined) return undefined
  const reader = new PartReader(tar, found - tar.offset, false, marks.partRows)
  try {
    return reader.skipFirst() && marks.take(reader.place) ? reader : undefined
  } catch {
    // A file's content that looked like a header.
    return undefined
  }
}

/** Begins somewhere in the middle of what nobody has read. @returns nothing where no header was found to begin at */
export async function readFromMiddle(tar: PlainTar, marks: Marks): Promise<LayerPart | undefined> {
  const run = marks.longestRun
  if (!run) return undefined
  for (const share of triedShares) {
    const mark = Math.floor(run.from + (run.to - run.from) * share)
    const reader = beginNear(tar, marks, mark * marks.spacingBytes)
    if (reader) return readBetweenMarks(reader, marks, marks.before(reader.place) + 1)
  }
  return undefined
}

/** Reads the entries from a place, where one begins, to the first one at `until` or behind it. */
export async function readRange(tar: PlainTar, from: number, until: number): Promise<LayerPart> {
  const reader = new PartReader(tar, from, true, Number.POSITIVE_INFINITY)
  return reader.finish((await reader.readTo(until)) ? "met" : "last")
}
