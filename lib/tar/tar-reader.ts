import type { TarEntry } from "./entry.ts"
import { blockSize, cursorLink, cursorPath, type TarCursor, TarParser, type TarSink } from "./tar-parser.ts"

const empty = Buffer.alloc(0)

/** An entry of its own, for those who keep few. */
export function toEntry(cursor: TarCursor): TarEntry {
  const { type, size, mode, uid, gid } = cursor
  const linkTarget = type === "symlink" || type === "hardlink" ? { linkTarget: cursorLink(cursor) } : {}
  return { path: cursorPath(cursor), type, size, mode, uid, gid, ...linkTarget }
}

/**
 * Feeds a parser with the bytes of a tar as they come. Content is never kept: push it, or leave it out and say so with
 * `skip`.
 */
export class TarFeed implements TarSink {
  readonly #parser: TarParser
  readonly #onEntry: (entry: TarCursor, contentAt: number) => void
  /** Bytes of a block or of an extended header that is not complete yet. */
  #pending: Buffer = empty
  /** Content and padding still to come for the last entry. */
  #remaining = 0
  readonly #onContent: ((chunk: Buffer) => void) | undefined
  /** Bytes of the tar before the block that is being taken. */
  #position = 0

  /**
   * @param onEntry is told where in the tar the entry's content begins.
   * @param onContent is given the content and padding of entries as they pass.
   */
  constructor(onEntry: (entry: TarCursor, contentAt: number) => void, onContent?: (chunk: Buffer) => void) {
    this.#parser = new TarParser(this)
    this.#onEntry = onEntry
    this.#onContent = onContent
  }

  /** The parser's word. */
  onEntry(entry: TarCursor): void {
    this.#onEntry(entry, this.#position + blockSize)
  }

  /** Says that `bytes` of the current entry's content are passed over. */
  skip(bytes: number): void {
    this.#remaining -= bytes
    this.#position += bytes
  }

  /** Says that nothing more comes. @throws Error where the tar ends in the middle of a file or a header */
  end(): void {
    if (this.#parser.isAtEnd) return
    if (this.#remaining > 0 || this.#pending.length > 0) throw new Error("its tar ends in the middle of a file")
  }

  /** @throws Error where what comes is no tar */
  push(chunk: Buffer): void {
    if (this.#parser.isAtEnd) return
    const data = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk
    let at = 0
    while (at < data.length) {
      if (this.#remaining > 0) {
        const passed = Math.min(this.#remaining, data.length - at)
        this.#onContent?.(data.subarray(at, at + passed))
        this.#remaining -= passed
        this.#position += passed
        at += passed
        continue
      }
      const { wanted } = this.#parser
      if (data.length - at < wanted) break
      this.#remaining = this.#parser.take(data, at)
      this.#position += wanted
      at += wanted
      if (this.#parser.isAtEnd) at = data.length
    }
    this.#pending = at === data.length ? empty : Buffer.from(data.subarray(at))
  }
}

/** Reads entries from the bytes of a tar as they come. */
export class TarReader extends TarFeed {
  constructor(onEntry: (entry: TarEntry) => void) {
    super((cursor) => onEntry(toEntry(cursor)))
  }
}
