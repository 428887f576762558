import { grown } from "../../ledger/grown.ts"
import { type PathNodes, PathNodesBuilder } from "../../ledger/path-nodes.ts"
import { cleanPathBytes, type TarCursor } from "../../tar/index.ts"
import { entryKinds } from "../image-files.ts"
import { roomFor } from "./room-for.ts"
import { type ScanLimit, scanLimit, tooLarge } from "./scan-limit.ts"

/** Entries of one layer as its tar says them, in columns: what a worker gives back. */
export interface LayerScan {
  readonly kind: Uint8Array
  readonly bytes: Float64Array
  readonly mode: Uint16Array
  readonly uid: Uint32Array
  readonly gid: Uint32Array
  readonly offset: Float64Array
  /** Node of each row's path in `nodes`. */
  readonly path: Uint32Array
  readonly nodes: PathNodes
  /** Bytes of all paths, each whole. */
  readonly pathBytes: number
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

/** Times that a column grows by. */
const growth = 4

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

  /** Room for a piece of at most `most` bytes, until the next one; `close` says how many it took. */
  open(most: number): Uint8Array {
    const wanted = this.#length + most
    this.#makeRoom(wanted)
    return this.#bytes.subarray(this.#length, wanted)
  }

  #makeRoom(wanted: number): void {
    if (wanted > this.#most) throw this.#tooLong()
    this.#bytes = grown(this.#bytes, wanted, growth, this.#most)
  }

  /** Adds a short piece: by hand, which is quicker than a call. */
  copy(piece: Uint8Array, start: number, end: number): void {
    const to = this.#length + end - start
    this.#makeRoom(to)
    for (let at = this.#length, from = start; at < to; at++, from++) this.#bytes[at] = piece[from] as number
    this.close(end - start)
  }

  close(length: number): void {
    this.#ends = grown(this.#ends, this.#count + 1, growth)
    this.#length += length
    this.#ends[this.#count++] = this.#length
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  get ends(): Uint32Array {
    return this.#ends.subarray(0, this.#count)
  }
}

const file = entryKinds.indexOf("file")
const whiteout = entryKinds.indexOf("whiteout")
const [dot, w, h, slash] = [0x2e, 0x77, 0x68, 0x2f]

/** Whether the path's last part begins with `.wh.` (OCI image spec, "Whiteouts"). */
function isWhiteout({ path, pathStart, pathEnd }: TarCursor): boolean {
  let name = pathEnd
  while (name > pathStart && path[name - 1] !== slash) name--
  return (
    path[name] === dot && path[name + 1] === w && path[name + 2] === h && path[name + 3] === dot && name + 4 < pathEnd
  )
}

function kindOf(entry: TarCursor): number {
  if (isWhiteout(entry)) return whiteout
  // Most are.
  return entry.type === "file" ? file : entryKinds.indexOf(entry.type)
}

/** Gathers the entries of a layer as they are read. */
export class LayerScanBuilder {
  #kind: Uint8Array
  #bytes: Float64Array
  #mode: Uint16Array
  #uid: Uint32Array
  #gid: Uint32Array
  #offset: Float64Array
  #path: Uint32Array
  #count = 0
  readonly #nodes: PathNodesBuilder
  #pathBytes = 0
  readonly #linkRows: number[] = []
  readonly #links: Pieces
  readonly #contentRows: number[] = []
  readonly #contents: Pieces
  readonly #limit: ScanLimit

  /** @param rows to have room for, at first */
  constructor(limit: ScanLimit = scanLimit(), rows = roomFor(0)) {
    const room = Math.min(limit.entries, rows)
    this.#limit = limit
    this.#kind = new Uint8Array(room)
    this.#bytes = new Float64Array(room)
    this.#mode = new Uint16Array(room)
    this.#uid = new Uint32Array(room)
    this.#gid = new Uint32Array(room)
    this.#offset = new Float64Array(room)
    this.#path = new Uint32Array(room)
    this.#nodes = new PathNodesBuilder(room)
    this.#links = new Pieces(limit.pathBytes, () => tooLarge("pathBytes", limit))
    this.#contents = new Pieces(limit.contentBytes, () => tooLarge("contentBytes", limit))
  }

  /** How many there are. */
  get rows(): number {
    return this.#count
  }

  /**
   * @param offset where the content begins in the plain tar. @returns number of the row
   * @throws StrataError `image-too-large`
   */
  add(entry: TarCursor, offset: number): number {
    const row = this.#count++
    if (row >= this.#kind.length) this.#grow(row + 1)
    this.#kind[row] = kindOf(entry)
    this.#bytes[row] = entry.size
    this.#mode[row] = entry.mode & 0o7777
    this.#uid[row] = entry.uid
    this.#gid[row] = entry.gid
    this.#offset[row] = offset
    this.#pathBytes += entry.pathEnd - entry.pathStart
    if (this.#pathBytes > this.#limit.pathBytes) throw tooLarge("pathBytes", this.#limit)
    this.#path[row] = this.#nodes.add(entry.path, entry.pathStart, entry.pathEnd, entry.type === "directory")
    if (entry.type === "symlink" || entry.type === "hardlink") this.#addLink(row, entry)
    return row
  }

  #addLink(row: number, { type, link, linkStart, linkEnd }: TarCursor): void {
    this.#linkRows.push(row)
    if (type === "symlink") this.#links.copy(link, linkStart, linkEnd)
    else this.#links.close(cleanPathBytes(link, linkStart, linkEnd, this.#links.open(linkEnd - linkStart)))
  }

  /** Room for a row's content, to be filled before the next is asked for. */
  keep(row: number, size: number): Uint8Array {
    const into = this.#contents.open(size)
    this.#contents.close(size)
    this.#contentRows.push(row)
    return into
  }

  #grow(wanted: number): void {
    if (wanted > this.#limit.entries) throw tooLarge("entries", this.#limit)
    const length = Math.min(this.#limit.entries, Math.max(wanted, this.#kind.length * growth))
    this.#kind = grown(this.#kind, length)
    this.#bytes = grown(this.#bytes, length)
    this.#mode = grown(this.#mode, length)
    this.#uid = grown(this.#uid, length)
    this.#gid = grown(this.#gid, length)
    this.#offset = grown(this.#offset, length)
    this.#path = grown(this.#path, length)
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
      path: this.#path.subarray(0, count),
      nodes: this.#nodes.nodes,
      pathBytes: this.#pathBytes,
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
