import type { TarEntry } from "./entry.ts"
import { parseNumber } from "./numbers.ts"
import { parsePax } from "./pax.ts"

export const blockSize = 512

const slash = 0x2f
const dot = 0x2e
const nothing = Buffer.alloc(0)
const noRecords: ReadonlyMap<string, string> = new Map()

/** `size` rounded up to whole blocks. */
export function padded(size: number): number {
  return Math.ceil(size / blockSize) * blockSize
}

/** Types by their flag; a flag that is not here is an ordinary file's (POSIX pax, "typeflag"). */
const types = new Map<number, TarEntry["type"]>([
  [0x31, "hardlink"],
  [0x32, "symlink"],
  [0x33, "device"],
  [0x34, "device"],
  [0x35, "directory"],
  [0x36, "fifo"],
])

/** Flags of headers that describe the next entry or all that come: GNU's long link and name, PAX's own and global records. */
const flagLongLink = 0x4b
const flagLongName = 0x4c
const flagPax = 0x78
const flagPaxGlobal = 0x67
/** GNU's old form of a sparse file. */
const flagSparse = 0x53

function isExtension(flag: number): boolean {
  return flag === flagLongLink || flag === flagLongName || flag === flagPax || flag === flagPaxGlobal
}

function isZero(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== 0) return false
  for (let index = at; index < at + blockSize; index++) if (bytes[index] !== 0) return false
  return true
}

/** End of a text field: its first zero byte, or its length. */
function textEnd(bytes: Buffer, start: number, length: number): number {
  let end = start
  while (end < start + length && bytes[end] !== 0) end++
  return end
}

/**
 * The parser's entry: one object for all entries, with `path` and `link` in buffers that are written over. Copy what you
 * keep. An image has millions of entries, and an object for each would take most of the time of reading them.
 */
export interface TarCursor {
  readonly type: TarEntry["type"]
  /** Path in bytes, `pathLength` of them: no leading `./` or `/`, nothing doubled, no slash at its end. */
  readonly path: Buffer
  readonly pathLength: number
  /** Target of a link as it is written, `undefined` for anything else. */
  readonly link: Buffer | undefined
  /** Content bytes that follow the header; 0 for anything but a regular file. */
  readonly size: number
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

/** What extended headers said of the entry that comes next. */
interface Extension {
  longName?: Buffer
  longLink?: Buffer
  pax?: ReadonlyMap<string, string>
}

/**
 * Reads the headers of a tar: ustar, PAX, GNU long names, base-256 numbers. It is given blocks and says how many bytes
 * to pass over before the next one; whether they are read or hopped over is the caller's business.
 */
export class TarParser implements TarCursor {
  readonly #sink: (entry: TarCursor) => void
  #next: Extension = {}
  #global = noRecords
  #extending: { readonly flag: number; readonly size: number } | undefined
  /** More blocks of a sparse file's map come before its content of so many bytes. */
  #mapOf: number | undefined

  type: TarEntry["type"] = "file"
  path: Buffer = Buffer.alloc(512)
  pathLength = 0
  link: Buffer | undefined
  size = 0
  mode = 0
  uid = 0
  gid = 0

  constructor(sink: (entry: TarCursor) => void) {
    this.#sink = sink
  }

  /** Bytes that `take` needs in one piece: a block, or the body of an extended header. */
  get wanted(): number {
    return this.#extending ? padded(this.#extending.size) : blockSize
  }

  /** Takes the `wanted` bytes that begin at `at`. @returns bytes to pass over: content and padding. */
  take(bytes: Buffer, at: number): number {
    if (this.#mapOf !== undefined) {
      const content = this.#mapOf
      if (bytes[at + 504] !== 0) return 0
      this.#mapOf = undefined
      return content
    }
    if (this.#extending) {
      const { flag, size } = this.#extending
      this.#extending = undefined
      // A copy: the caller's bytes are written over.
      this.#extend(flag, Buffer.from(bytes.subarray(at, at + size)))
      return 0
    }
    if (isZero(bytes, at)) return 0
    const flag = bytes[at + 156] ?? 0
    if (isExtension(flag)) {
      this.#extending = { flag, size: parseNumber(bytes, at + 124, at + 136) }
      return 0
    }
    return this.#entry(bytes, at, flag)
  }

  #extend(flag: number, body: Buffer): void {
    const text = body.subarray(0, textEnd(body, 0, body.length))
    if (flag === flagLongName) this.#next.longName = text
    else if (flag === flagLongLink) this.#next.longLink = text
    else if (flag === flagPax) this.#next.pax = parsePax(body)
    else this.#global = new Map([...this.#global, ...parsePax(body)])
  }

  #entry(bytes: Buffer, at: number, flag: number): number {
    this.type = types.get(flag) ?? "file"
    this.size = parseNumber(bytes, at + 124, at + 136)
    this.mode = parseNumber(bytes, at + 100, at + 108)
    this.uid = parseNumber(bytes, at + 108, at + 116)
    this.gid = parseNumber(bytes, at + 116, at + 124)
    const isLink = this.type === "symlink" || this.type === "hardlink"
    this.link = isLink ? bytes.subarray(at + 157, textEnd(bytes, at + 157, 100)) : undefined
    let endsInSlash = this.#setHeaderPath(bytes, at)
    if (this.#isExtended) endsInSlash = this.#applyExtension(endsInSlash)
    // Before POSIX a directory was a file whose name ends in a slash.
    if (endsInSlash && this.type === "file") this.type = "directory"
    if (this.type !== "file") this.size = 0
    this.#sink(this)
    const content = padded(this.size)
    if (flag !== flagSparse || bytes[at + 482] === 0) return content
    this.#mapOf = content
    return 0
  }

  get #isExtended(): boolean {
    const { longName, longLink, pax } = this.#next
    return longName !== undefined || longLink !== undefined || pax !== undefined || this.#global.size > 0
  }

  /** What extended headers say goes before what the block says. @returns whether the path ends in a slash */
  #applyExtension(endedInSlash: boolean): boolean {
    const { longName, longLink, pax = noRecords } = this.#next
    this.#next = {}
    const said = (key: string): string | undefined => pax.get(key) ?? this.#global.get(key)
    this.size = Number(said("size") ?? this.size)
    this.uid = Number(said("uid") ?? this.uid)
    this.gid = Number(said("gid") ?? this.gid)
    const linkPath = said("linkpath")
    if (this.link) this.link = linkPath === undefined ? (longLink ?? this.link) : Buffer.from(linkPath)
    const path = said("path")
    const name = path === undefined ? longName : Buffer.from(path)
    return name === undefined ? endedInSlash : this.#setPath(name, 0, name.length)
  }

  /** The name of a header block, after its prefix where it has one. */
  #setHeaderPath(bytes: Buffer, at: number): boolean {
    const nameEnd = textEnd(bytes, at, 100)
    // Only POSIX ustar has a prefix; GNU uses these bytes for times (tar(5)): "ustar" and a zero byte, or two spaces.
    const hasPrefix = bytes[at + 262] === 0 && bytes[at + 257] === 0x75 && bytes[at + 345] !== 0
    if (!hasPrefix) return this.#setPath(bytes, at, nameEnd)
    const prefix = bytes.subarray(at + 345, textEnd(bytes, at + 345, 155))
    const whole = Buffer.concat([prefix, Buffer.from("/"), bytes.subarray(at, nameEnd)])
    return this.#setPath(whole, 0, whole.length)
  }

  /** Copies a path, cleaned. @returns whether it ended in a slash */
  #setPath(bytes: Buffer, start: number, end: number): boolean {
    if (this.path.length < end - start) this.path = Buffer.alloc((end - start) * 2)
    this.pathLength = cleanPathBytes(bytes, start, end, this.path)
    return end > start && bytes[end - 1] === slash
  }
}

/**
 * Writes a path as it is in the merged file system to `into`: no leading `/` or `./`, nothing doubled, no slash at its end.
 * @returns its length
 */
export function cleanPathBytes(bytes: Buffer, start: number, end: number, into: Buffer): number {
  let length = 0
  let from = start
  while (from < end) {
    let to = from
    while (to < end && bytes[to] !== slash) to++
    const isEmpty = to === from || (to === from + 1 && bytes[from] === dot)
    if (!isEmpty) {
      if (length > 0) into[length++] = slash
      for (let index = from; index < to; index++) into[length++] = bytes[index] ?? 0
    }
    from = to + 1
  }
  return length
}

/** `cleanPathBytes` for text. */
export function cleanPath(path: string): string {
  const bytes = Buffer.from(path)
  const into = Buffer.alloc(bytes.length)
  return into.toString("utf8", 0, cleanPathBytes(bytes, 0, bytes.length, into))
}

/** The cursor's path as text. */
export function cursorPath(cursor: TarCursor): string {
  return cursor.path.toString("utf8", 0, cursor.pathLength)
}

/** The cursor's link target as text: a symbolic link's as written, a hard link's as a path of the image. */
export function cursorLink({ type, link = nothing }: TarCursor): string {
  const text = link.toString("utf8")
  return type === "hardlink" ? cleanPath(text) : text
}
