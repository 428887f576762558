import { cleanPathBytes, type TarCursor } from "../../tar/index.ts"
import { entryKinds } from "../image-files.ts"
import { type ScanLimit, scanLimit, tooLarge } from "./scan-limit.ts"

/** Entries of one layer as its tar says them, in columns: what a worker gives back. */
export interface LayerScan {
  readonly kind: Uint8Array
  readonly bytes: Float64Array
  readonly mode: Uint16Array
  readonly uid: Uint32Array
  readonly gid: Uint32Array
  readonly offset: Float64Array
  /** Paths, one after the other; `pathEnds` has where each ends. */
  readonly paths: Uint8Array
  readonly pathEnds: Uint32Array
  /** Rows that are links, and their targets: a symbolic link's as written, a hard link's as a path. */
  readonly linkRows: Uint32Array
  readonly links: Uint8Array
  readonly linkEnds: Uint32Array
  /** Rows whose content was kept, and the contents. */
  readonly contentRows: Uint32Array
  readonly contents: Uint8Array
  readonly contentEnds: Uint32Array
  /** Bytes of the plain tar. */
  readonly tarBytes: number
}

/** Memory that is never written costs next to nothing, copying does. */
const growth = 4

type Growing = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** @param most what its length may become, and who is asked for the error where that is too little */
function larger<T extends Growing>(
  array: T,
  length: number,
  most = Number.POSITIVE_INFINITY,
  tooLong: () => Error = () => new RangeError("too many elements"),
): T {
  if (length <= array.length) return array
  if (length > most) throw tooLong()
  const copy = new (array.constructor as new (length: number) => T)(
    Math.min(most, Math.max(length, array.length * growth)),
  )
  copy.set(array)
  return copy
}

/** Pieces of bytes laid end to end. */
class Pieces {
  #bytes = new Uint8Array(4096)
  #ends = new Uint32Array(256)
  #count = 0
  #length = 0
  readonly #most: number
  readonly #tooLong: () => Error

  constructor(most: number, tooLong: () => Error) {
    this.#most = most
    this.#tooLong = tooLong
  }

  /** Room for a piece of at most `most` bytes; `close` says how many it took. */
  open(most: number): { readonly into: Uint8Array; readonly at: number } {
    this.#bytes = larger(this.#bytes, this.#length + most, this.#most, this.#tooLong)
    return { into: this.#bytes, at: this.#length }
  }

  close(length: number): void {
    this.#ends = larger(this.#ends, this.#count + 1)
    this.#length += length
    this.#ends[this.#count++] = this.#length
  }

  add(piece: Uint8Array, length = piece.length): void {
    const { into, at } = this.open(length)
    for (let index = 0; index < length; index++) into[at + index] = piece[index] ?? 0
    this.close(length)
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  get ends(): Uint32Array {
    return this.#ends.subarray(0, this.#count)
  }
}

const kindNumber = Object.fromEntries(entryKinds.map((kind, number) => [kind, number])) as Record<
  (typeof entryKinds)[number],
  number
>
const [dot, w, h, slash] = [0x2e, 0x77, 0x68, 0x2f]

/** Whether the path's last part begins with `.wh.` (OCI image spec, "Whiteouts"). */
function isWhiteout({ path, pathLength }: TarCursor): boolean {
  let name = pathLength
  while (name > 0 && path[name - 1] !== slash) name--
  return (
    path[name] === dot &&
    path[name + 1] === w &&
    path[name + 2] === h &&
    path[name + 3] === dot &&
    name + 4 < pathLength
  )
}

/** Gathers the entries of a layer as they are read. */
export class LayerScanBuilder {
  #kind = new Uint8Array(1024)
  #bytes = new Float64Array(1024)
  #mode = new Uint16Array(1024)
  #uid = new Uint32Array(1024)
  #gid = new Uint32Array(1024)
  #offset = new Float64Array(1024)
  #count = 0
  readonly #paths: Pieces
  readonly #linkRows: number[] = []
  readonly #links: Pieces
  readonly #contentRows: number[] = []
  readonly #contents: Pieces
  readonly #limit: ScanLimit

  constructor(limit: ScanLimit = scanLimit()) {
    this.#limit = limit
    this.#paths = new Pieces(limit.pathBytes, () => tooLarge("pathBytes", limit))
    this.#links = new Pieces(limit.pathBytes, () => tooLarge("pathBytes", limit))
    this.#contents = new Pieces(limit.contentBytes, () => tooLarge("contentBytes", limit))
  }

  /**
   * @param offset where the content begins in the plain tar. @returns number of the row
   * @throws StrataError `image-too-large`
   */
  add(entry: TarCursor, offset: number): number {
    const row = this.#count++
    if (row >= this.#kind.length) this.#grow(row + 1)
    this.#kind[row] = isWhiteout(entry) ? kindNumber.whiteout : kindNumber[entry.type]
    this.#bytes[row] = entry.size
    this.#mode[row] = entry.mode & 0o7777
    this.#uid[row] = entry.uid
    this.#gid[row] = entry.gid
    this.#offset[row] = offset
    this.#paths.add(entry.path, entry.pathLength)
    if (entry.link) this.#addLink(row, entry.type === "hardlink", entry.link)
    return row
  }

  #addLink(row: number, isHard: boolean, target: Buffer): void {
    this.#linkRows.push(row)
    if (!isHard) {
      this.#links.add(target)
      return
    }
    const into = Buffer.alloc(target.length)
    this.#links.add(into, cleanPathBytes(target, 0, target.length, into))
  }

  keep(row: number, content: Uint8Array): void {
    this.#contentRows.push(row)
    this.#contents.add(content)
  }

  #grow(wanted: number): void {
    if (wanted > this.#limit.entries) throw tooLarge("entries", this.#limit)
    const length = Math.min(this.#limit.entries, Math.max(wanted, this.#kind.length * growth))
    this.#kind = larger(this.#kind, length, length)
    this.#bytes = larger(this.#bytes, length, length)
    this.#mode = larger(this.#mode, length, length)
    this.#uid = larger(this.#uid, length, length)
    this.#gid = larger(this.#gid, length, length)
    this.#offset = larger(this.#offset, length, length)
  }

  /** All of it, in the arrays that it was gathered in: a copy would double the memory of a thread that scans. */
  finish(tarBytes: number): LayerScan {
    const count = this.#count
    return {
      kind: this.#kind.subarray(0, count),
      bytes: this.#bytes.subarray(0, count),
      mode: this.#mode.subarray(0, count),
      uid: this.#uid.subarray(0, count),
      gid: this.#gid.subarray(0, count),
      offset: this.#offset.subarray(0, count),
      paths: this.#paths.bytes,
      pathEnds: this.#paths.ends,
      linkRows: Uint32Array.from(this.#linkRows),
      links: this.#links.bytes,
      linkEnds: this.#links.ends,
      contentRows: Uint32Array.from(this.#contentRows),
      contents: this.#contents.bytes,
      contentEnds: this.#contents.ends,
      tarBytes,
    }
  }
}
