import type { TarEntry } from "./entry.ts"
import { blockSize, cleanPath, entryType, parseHeader, type RawHeader } from "./header.ts"
import { parsePax } from "./pax.ts"

const empty = Buffer.alloc(0)
const none: ReadonlyMap<string, string> = new Map()

/** What extended headers said of the entry that comes next. */
interface Extension {
  readonly longName?: string
  readonly longLink?: string
  readonly pax?: ReadonlyMap<string, string>
}

/**
 * Reads entries from the bytes of a tar as they come: ustar, PAX, GNU long names, base-256 numbers. Content is never
 * kept: push it, or leave it out and say so with `skip`.
 */
export class TarReader {
  readonly #onEntry: (entry: TarEntry) => void
  /** Bytes of a block or of an extended header that is not complete yet. */
  #pending: Buffer = empty
  /** Content and padding still to come for the last entry. */
  #remaining = 0
  /** Set while the body of an extended header is being gathered. */
  #extending: { flag: string; size: number } | undefined
  /** Blocks of a sparse file's map come next. */
  #inMap = false
  #next: Extension = {}
  #global: ReadonlyMap<string, string> = none

  constructor(onEntry: (entry: TarEntry) => void) {
    this.#onEntry = onEntry
  }

  /** More blocks of a sparse file's map are wanted before its content. */
  get inMap(): boolean {
    return this.#inMap
  }

  /** Says that `bytes` of the current entry's content are passed over. */
  skip(bytes: number): void {
    this.#remaining -= bytes
  }

  push(chunk: Buffer): void {
    let data = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk
    while (data.length > 0) {
      if (this.#remaining > 0 && !this.#inMap) {
        const passed = Math.min(this.#remaining, data.length)
        this.#remaining -= passed
        data = data.subarray(passed)
        continue
      }
      const wanted = this.#extending ? padded(this.#extending.size) : blockSize
      if (data.length < wanted) break
      this.#block(data.subarray(0, wanted))
      data = data.subarray(wanted)
    }
    this.#pending = data.length === 0 ? empty : Buffer.from(data)
  }

  #block(block: Buffer): void {
    if (this.#inMap) {
      this.#inMap = block[504] !== 0
      return
    }
    if (this.#extending) {
      this.#extend(this.#extending.flag, block.subarray(0, this.#extending.size))
      this.#extending = undefined
      return
    }
    const header = parseHeader(block)
    if (!header) return
    if ("LKxg".includes(header.typeFlag)) {
      this.#extending = { flag: header.typeFlag, size: header.size }
      return
    }
    this.#entry(header)
  }

  #extend(flag: string, body: Buffer): void {
    const name = body.toString("utf8").replace(/\0.*$/s, "")
    if (flag === "L") this.#next = { ...this.#next, longName: name }
    else if (flag === "K") this.#next = { ...this.#next, longLink: name }
    else if (flag === "x") this.#next = { ...this.#next, pax: parsePax(body) }
    else this.#global = new Map([...this.#global, ...parsePax(body)])
  }

  #entry(header: RawHeader): void {
    const { longName, longLink, pax = none } = this.#next
    this.#next = {}
    const said = (key: string): string | undefined => pax.get(key) ?? this.#global.get(key)
    const number = (key: string, value: number): number => (said(key) === undefined ? value : Number(said(key)))
    const path = said("path") ?? longName ?? header.name
    // Before POSIX a directory was a file whose name ends in a slash.
    const plain = entryType(header.typeFlag) ?? "file"
    const type = plain === "file" && path.endsWith("/") ? "directory" : plain
    const size = number("size", header.size)
    const content = type === "file" ? size : 0
    this.#remaining = padded(content)
    this.#inMap = header.moreMap
    const linkTarget = said("linkpath") ?? longLink ?? header.linkName
    this.#onEntry({
      path: cleanPath(path),
      type,
      size: content,
      mode: header.mode,
      uid: number("uid", header.uid),
      gid: number("gid", header.gid),
      ...(type === "symlink" ? { linkTarget } : type === "hardlink" ? { linkTarget: cleanPath(linkTarget) } : {}),
    })
  }
}

/** `size` rounded up to whole blocks. */
export function padded(size: number): number {
  return Math.ceil(size / blockSize) * blockSize
}
