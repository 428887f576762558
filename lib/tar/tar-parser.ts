import { Checksum } from "./checksum.ts"
import { behindDot, cleanPath, cleanPathBytes, cleanTextEnd } from "./clean-path.ts"
import type { TarEntry } from "./entry.ts"
import { parseExactly, parseNumber } from "./numbers.ts"
import { type PaxRecords, parsePax } from "./pax.ts"

export const blockSize = 512

const slash = 0x2f
const nothing = Buffer.alloc(0)
const noRecords: PaxRecords = {}
/** V8 keeps a field that begins so as a double, and compiles nothing anew when a size or place passes 2^31. */
const asDouble = Number.NaN

/** Go's reader, which engines use, takes extended headers up to this size ("maxSpecialFileSize"). */
const mostExtensionBytes = 1 << 20

/** Linux takes paths of 4096 bytes (PATH_MAX); this leaves room for what cleaning takes away. */
const mostPathBytes = 1 << 15

/** Sums of sizes stay exact. */
const mostContentBytes = 2 ** 50

function nonEmpty(text: Buffer | undefined): Buffer | undefined {
  return text && text.length > 0 ? text : undefined
}

/**
 * A number that a record of the entry or a global one says, else what the header says. An empty value takes back what was
 * said before (POSIX pax, "pax Extended Header").
 */
function said(own: Buffer | undefined, global: Buffer | undefined, otherwise: number): number {
  const value = nonEmpty(own ?? global)
  return value === undefined ? otherwise : Number(value.toString("latin1"))
}

/** `size` rounded up to whole blocks. */
export function padded(size: number): number {
  return Math.ceil(size / blockSize) * blockSize
}

/** Types by their flag; a flag that is not here is an ordinary file's (POSIX pax, "typeflag"). */
const types: readonly TarEntry["type"][] = Array.from({ length: 256 }, (_, flag) => {
  switch (flag) {
    case 0x31:
      return "hardlink"
    case 0x32:
      return "symlink"
    case 0x33:
    case 0x34:
      return "device"
    case 0x35:
      return "directory"
    case 0x36:
      return "fifo"
    default:
      return "file"
  }
})

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

/** Whether `ustar` stands at byte 257 of a block, as in each header that POSIX writes, or GNU. */
export function isUstar(bytes: Buffer, at: number): boolean {
  return (
    bytes[at + 257] === 0x75 &&
    bytes[at + 258] === 0x73 &&
    bytes[at + 259] === 0x74 &&
    bytes[at + 260] === 0x61 &&
    bytes[at + 261] === 0x72
  )
}

/** Whether a header has its prefix field: POSIX ustar only, GNU uses these bytes for times (tar(5)). */
function hasPrefix(bytes: Buffer, at: number): boolean {
  // A zero byte after "ustar"; GNU writes two spaces.
  return bytes[at + 345] !== 0 && bytes[at + 262] === 0 && isUstar(bytes, at)
}

/** Copies by hand, which is quicker than a call for the few bytes of a path. @returns where it ends in `into` */
function copyBytes(bytes: Buffer, start: number, end: number, into: Buffer, at: number): number {
  for (let index = start; index < end; index++) into[at + index - start] = bytes[index] as number
  return at + end - start
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
  /** Where the path's bytes are: no leading `./` or `/`, nothing doubled, no slash at its end. */
  readonly path: Buffer
  readonly pathStart: number
  readonly pathEnd: number
  /** Where the target of a link is, as it is written; nowhere (`linkEnd` is `linkStart`) for anything else. */
  readonly link: Buffer
  readonly linkStart: number
  readonly linkEnd: number
  /** Bytes of a regular file, a sparse one's with its holes; 0 for anything else. */
  readonly size: number
  /** Bytes that the tar holds of it: the same as `size`, but for a sparse file. */
  readonly stored: number
  /** Its content does not lie there in one piece. */
  readonly isSparse: boolean
  /** It has extended attributes, such as capabilities (`SCHILY.xattr.*`). */
  readonly hasXattrs: boolean
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

/**
 * Is told of each entry. An object's method and not a function of its own for each tar: V8 compiles code for the very
 * function that it sees called, and throws it away with it.
 */
export interface TarSink {
  onEntry(entry: TarCursor): void
}

/** What extended headers said of the entry that comes next. */
interface Extension {
  longName: Buffer | undefined
  longLink: Buffer | undefined
  pax: PaxRecords | undefined
}

/**
 * Reads the headers of a tar: ustar, PAX, GNU long names, base-256 numbers. It is given blocks and says how many bytes
 * to pass over before the next one; whether they are read or hopped over is the caller's business.
 */
export class TarParser implements TarCursor {
  readonly #sink: TarSink
  #next: Extension = { longName: undefined, longLink: undefined, pax: undefined }
  #global = noRecords
  /** Flag of an extended header whose body comes next, and the body's bytes; 0 for none. */
  #extending = 0
  #bodySize = 0
  /** More blocks of a sparse file's map come before its content of so many bytes. */
  #mapOf: number | undefined
  readonly #checksum = new Checksum()
  #zeroBlocks = 0
  /** Bytes of the tar before what is taken next. */
  #position = asDouble
  /** A prefix, a slash and a name. */
  readonly #headerPath = Buffer.alloc(155 + 1 + 100)
  #cleaned: Buffer = Buffer.alloc(512)

  type: TarEntry["type"] = "file"
  path: Buffer = nothing
  pathStart = 0
  pathEnd = 0
  link: Buffer = nothing
  linkStart = 0
  linkEnd = 0
  size = asDouble
  stored = asDouble
  isSparse = false
  hasXattrs = false
  mode = 0
  uid = 0
  gid = 0

  /** @param position bytes of the tar before what it is given first */
  constructor(sink: TarSink, position = 0) {
    this.#sink = sink
    this.#position = position
  }

  /** Bytes that `take` needs in one piece: a block, or the body of an extended header. */
  get wanted(): number {
    return this.#extending === 0 ? blockSize : padded(this.#bodySize)
  }

  /** Whether two blocks of zeros were there: what comes after them is no part of the tar. */
  get isAtEnd(): boolean {
    return this.#zeroBlocks === 2
  }

  /** Whether the next block belongs to no entry that was begun. */
  get isBetween(): boolean {
    return this.#extending === 0 && this.#mapOf === undefined && this.#zeroBlocks === 0 && !this.#isNextExtended
  }

  /** Whether there was a header that speaks of all entries that come. */
  get hasGlobals(): boolean {
    return this.#global !== noRecords
  }

  /**
   * Takes the `wanted` bytes that begin at `at`. @returns bytes to pass over: content and padding.
   * @throws Error where they are no header; the place is said in bytes of the tar
   */
  take(bytes: Buffer, at: number): number {
    const { wanted } = this
    const passed = this.#take(bytes, at)
    this.#position += wanted + passed
    return passed
  }

  #take(bytes: Buffer, at: number): number {
    if (this.isAtEnd) return 0
    if (this.#mapOf !== undefined) {
      const content = this.#mapOf
      if (bytes[at + 504] !== 0) return 0
      this.#mapOf = undefined
      return content
    }
    if (this.#extending !== 0) {
      const flag = this.#extending
      this.#extending = 0
      // A copy: the caller's bytes are written over.
      const body = Buffer.allocUnsafe(this.#bodySize)
      bytes.copy(body, 0, at, at + body.length)
      this.#extend(flag, body)
      return 0
    }
    if (isZero(bytes, at)) {
      this.#zeroBlocks++
      return 0
    }
    // As Go's reader, which engines use: one block of zeros is no end and nothing else either.
    if (this.#zeroBlocks > 0) throw this.#damaged("a header follows a block of zeros")
    if (!this.#checksum.isRight(bytes, at)) throw this.#damaged("the checksum of a header is wrong")
    const flag = bytes[at + 156] ?? 0
    if (!isExtension(flag)) return this.#entry(bytes, at, flag)
    const size = this.#sizeOf(bytes, at)
    if (size > mostExtensionBytes) throw this.#damaged(`an extended header of ${size} bytes`)
    this.#extending = flag
    this.#bodySize = size
    return 0
  }

  #damaged(what: string): Error {
    return new Error(`its tar is damaged: ${what} (byte ${this.#position})`)
  }

  #sizeOf(bytes: Buffer, at: number): number {
    return this.#checkSize(parseExactly(bytes, at + 124, at + 136))
  }

  #checkSize(size: number): number {
    if (!(Number.isInteger(size) && size >= 0 && size <= mostContentBytes))
      throw this.#damaged("the size of an entry is no number of bytes")
    return size
  }

  #extend(flag: number, body: Buffer): void {
    if (flag === flagLongName) this.#next.longName = body.subarray(0, textEnd(body, 0, body.length))
    else if (flag === flagLongLink) this.#next.longLink = body.subarray(0, textEnd(body, 0, body.length))
    else {
      const records = parsePax(body)
      if (!records) throw this.#damaged("a PAX header is no list of records")
      if (flag === flagPax) this.#next.pax = records
      else this.#global = { ...this.#global, ...records }
    }
  }

  #entry(bytes: Buffer, at: number, flag: number): number {
    this.type = types[flag] ?? "file"
    this.stored = this.#sizeOf(bytes, at)
    this.mode = parseNumber(bytes, at + 100, at + 108)
    this.uid = parseNumber(bytes, at + 108, at + 116)
    this.gid = parseNumber(bytes, at + 116, at + 124)
    this.hasXattrs = false
    const isLink = this.type === "symlink" || this.type === "hardlink"
    this.link = bytes
    this.linkStart = at + 157
    this.linkEnd = isLink ? textEnd(bytes, at + 157, 100) : at + 157
    let realSize = flag === flagSparse ? parseNumber(bytes, at + 483, at + 495) : undefined
    let endsInSlash = this.#setHeaderPath(bytes, at)
    if (this.#isExtended) {
      const { pax = noRecords } = this.#next
      endsInSlash = this.#applyExtension(endsInSlash)
      realSize ??= this.#paxSparseSize(pax)
    }
    // Before POSIX a directory was a file of this flag whose name ends in a slash.
    if (endsInSlash && flag === 0) this.type = "directory"
    // Only files have content, whatever the size of others is said to be (Go's archive/tar, isHeaderOnlyType).
    if (this.type !== "file") this.stored = 0
    this.isSparse = this.type === "file" && realSize !== undefined
    this.size = this.isSparse ? this.#checkSize(realSize ?? 0) : this.stored
    this.#sink.onEntry(this)
    const content = padded(this.stored)
    if (flag !== flagSparse || bytes[at + 482] === 0) return content
    this.#mapOf = content
    return 0
  }

  get #isNextExtended(): boolean {
    const { longName, longLink, pax } = this.#next
    return longName !== undefined || longLink !== undefined || pax !== undefined
  }

  get #isExtended(): boolean {
    return this.#isNextExtended || this.#global !== noRecords
  }

  /** What extended headers say goes before what the block says. @returns whether the path ends in a slash */
  #applyExtension(endedInSlash: boolean): boolean {
    const { longName, longLink, pax = noRecords } = this.#next
    this.#next = { longName: undefined, longLink: undefined, pax: undefined }
    const global = this.#global
    this.stored = this.#checkSize(said(pax.size, global.size, this.stored))
    this.uid = said(pax.uid, global.uid, this.uid)
    this.gid = said(pax.gid, global.gid, this.gid)
    if (Number.isNaN(this.uid + this.gid)) throw this.#damaged("the owner of an entry is no number")
    this.hasXattrs = pax.xattrs !== undefined
    // Where GNU's and PAX's both speak, engines take GNU's; one that is empty says nothing.
    const target = nonEmpty(longLink) ?? nonEmpty(pax.linkpath ?? global.linkpath)
    if (target && (this.type === "symlink" || this.type === "hardlink")) this.#setLink(target)
    const name =
      nonEmpty(pax["GNU.sparse.name"] ?? global["GNU.sparse.name"]) ??
      nonEmpty(longName) ??
      nonEmpty(pax.path ?? global.path)
    return name === undefined ? endedInSlash : this.#setPath(name, 0, name.length)
  }

  #setLink(target: Buffer): void {
    this.link = target
    this.linkStart = 0
    this.linkEnd = target.length
  }

  /** Size of a sparse file with its holes (GNU tar, "Storing Sparse Files": versions 0.0 and 0.1, then 1.0). */
  #paxSparseSize(pax: PaxRecords): number | undefined {
    const size = pax["GNU.sparse.realsize"] ?? pax["GNU.sparse.size"]
    return size === undefined ? undefined : Number(size.toString("latin1") || Number.NaN)
  }

  /** The name of a header block, after its prefix where it has one. */
  #setHeaderPath(bytes: Buffer, at: number): boolean {
    if (!hasPrefix(bytes, at)) return this.#setPath(bytes, at, at + 100)
    const whole = this.#headerPath
    const prefixEnd = copyBytes(bytes, at + 345, textEnd(bytes, at + 345, 155), whole, 0)
    whole[prefixEnd] = slash
    return this.#setPath(whole, 0, copyBytes(bytes, at, textEnd(bytes, at, 100), whole, prefixEnd + 1))
  }

  /**
   * Takes the path in a field, which ends at a zero byte or at `end`: from where it lies if it is clean there.
   * @returns whether it ended in a slash
   */
  #setPath(bytes: Buffer, start: number, end: number): boolean {
    if (end - start > mostPathBytes) throw this.#damaged(`a path of ${end - start} bytes`)
    const from = behindDot(bytes, start, end)
    const to = cleanTextEnd(bytes, from, end)
    if (to < 0) return this.#setCleaned(bytes, start, textEnd(bytes, start, end - start))
    const endsInSlash = to > start && bytes[to - 1] === slash
    this.path = bytes
    this.pathStart = from
    this.pathEnd = endsInSlash && to > from ? to - 1 : to
    return endsInSlash
  }

  #setCleaned(bytes: Buffer, start: number, end: number): boolean {
    if (this.#cleaned.length < end - start) this.#cleaned = Buffer.alloc((end - start) * 2)
    this.path = this.#cleaned
    this.pathStart = 0
    this.pathEnd = cleanPathBytes(bytes, start, end, this.#cleaned)
    return end > start && bytes[end - 1] === slash
  }
}

/** The cursor's path as text. */
export function cursorPath(cursor: TarCursor): string {
  return cursor.path.toString("utf8", cursor.pathStart, cursor.pathEnd)
}

/** The cursor's link target as text: a symbolic link's as written, a hard link's as a path of the image. */
export function cursorLink({ type, link, linkStart, linkEnd }: TarCursor): string {
  const text = link.toString("utf8", linkStart, linkEnd)
  return type === "hardlink" ? cleanPath(text) : text
}
