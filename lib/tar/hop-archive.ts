import { readSync } from "node:fs"
import { blockSize, type TarCursor, TarParser, type TarSink } from "./tar-parser.ts"

/** Read at once, at least and at most; and bytes behind what was read in which the next header is near. */
const [leastWindow, mostWindow] = [1024, 65_536]
const nearBytes = 4096

/**
 * How much to read next. Small files come in crowds: where the last hop was short, the next ones will be. Of the archives that
 * were tried this reads least, counting a call as much as six kilobytes.
 * @param behind bytes between what was read and the next header
 */
function nextWindow(window: number, behind: number): number {
  return behind < nearBytes ? Math.min(mostWindow, window * 2) : Math.max(leastWindow, window / 4)
}

/** Places in a hopper's numbers: where it is, and where the header begins that is taken. */
const [position, header] = [0, 1]

/** Is told of each entry and where its content begins. */
export interface LocatedSink {
  /** @param contentAt place in the *file* */
  onLocated(entry: TarCursor, contentAt: number): void
}

/**
 * Goes through a plain tar that lies in a file, from header to header, and reads next to nothing of the contents.
 * @throws Error where what is there is no tar
 */
export class TarHopper implements TarSink {
  readonly #fd: number
  readonly #sink: LocatedSink
  readonly #to: number
  readonly #parser: TarParser
  #buffer = Buffer.allocUnsafe(mostWindow)
  /** Numbers that may be beyond 2 GiB, in memory of their own: a field of an object would be a new one each time. */
  readonly #at = new Float64Array(2)

  /**
   * @param fd descriptor of the file; it stays open.
   * @param from first byte in the file; `to` the byte after the tar's last
   * @param passed bytes of the tar before `from`, where it does not begin there
   */
  constructor(fd: number, from: number, to: number, sink: LocatedSink, passed = 0) {
    this.#fd = fd
    this.#to = to
    this.#sink = sink
    this.#at[position] = from
    this.#parser = new TarParser(this, passed)
  }

  /** The parser's word. */
  onEntry(entry: TarCursor): void {
    this.#sink.onLocated(entry, (this.#at[header] as number) + blockSize)
  }

  /**
   * Where it is: after the last whole header and what that says that follows. Beyond the tar's end where it is cut off.
   */
  get position(): number {
    return this.#at[position] as number
  }

  /** Whether it is between two entries, and what comes begins with a header of its own. */
  get isBetween(): boolean {
    return this.#parser.isBetween
  }

  /** Whether there was a header that speaks of all entries that come. */
  get hasGlobals(): boolean {
    return this.#parser.hasGlobals
  }

  /**
   * Goes on, at most as many headers far, and at most to the first entry that begins at `until` or behind it.
   * @returns whether there may be more
   */
  hop(most = Number.POSITIVE_INFINITY, until = Number.POSITIVE_INFINITY): boolean {
    const parser = this.#parser
    const at = this.#at
    const to = this.#to
    let buffer = this.#buffer
    let windowStart = at[position] as number
    let windowEnd = windowStart
    let window = leastWindow
    let place = windowStart
    for (let left = most; left > 0 && !parser.isAtEnd; left--) {
      if (place >= until && parser.isBetween) break
      const { wanted } = parser
      if (place < windowStart || place + wanted > windowEnd) {
        if (place + wanted > to) return this.#stop(place)
        window = nextWindow(window, place - windowEnd)
        const length = Math.max(wanted, Math.min(window, to - place))
        if (buffer.length < length) {
          buffer = Buffer.allocUnsafe(length)
          this.#buffer = buffer
        }
        windowStart = place
        windowEnd = place + readWindow(this.#fd, buffer, place, wanted, length)
        if (windowEnd < place + wanted) return this.#stop(place)
      }
      at[header] = place
      const passed = parser.take(buffer, place - windowStart)
      place += wanted + passed
    }
    at[position] = place
    return !parser.isAtEnd
  }

  /** Says that nothing whole comes any more. */
  #stop(place: number): false {
    this.#at[position] = place
    if (place < this.#to) throw new Error("its tar ends in the middle of a header")
    return false
  }
}

/**
 * Goes through all of it at once.
 * @param onLocated see `LocatedSink`
 * @returns `position` at its end
 */
export function hopArchive(
  fd: number,
  from: number,
  to: number,
  onLocated: (entry: TarCursor, contentAt: number) => void,
): number {
  const hopper = new TarHopper(fd, from, to, { onLocated })
  hopper.hop()
  return hopper.position
}

/** Reads at least `least` and at most `most` bytes. @returns how many; fewer than `least` at the file's end */
function readWindow(fd: number, buffer: Buffer, position: number, least: number, most: number): number {
  let length = 0
  while (length < least) {
    const got = readSync(fd, buffer, length, most - length, position + length)
    if (got === 0) break
    length += got
  }
  return length
}
