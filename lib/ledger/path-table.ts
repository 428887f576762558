/*
 * Paths of an image as a tree in typed arrays: node 0 is the root, every other node has a parent and a name. A path of a
 * million takes about 35 bytes here against 150 as strings in a Map, and the arrays go to disk and to workers as they are.
 */

import { FolderTrail } from "./folder-trail.ts"
import { grown } from "./grown.ts"
import { partEnd } from "./part-end.ts"
import { pathHash, rootHash } from "./path-hash.ts"
import { nameBytes, type PathNodes } from "./path-nodes.ts"
import { sharedColumn } from "./shared-column.ts"

const rootId = 0
const encoder = new TextEncoder()

/** The arrays behind a table, as they are written to disk. */
export interface PathTableData {
  /** Number of nodes, the root included. */
  readonly count: number
  /** Parent of each node; the root is its own. */
  readonly parents: Uint32Array
  /** Where each node's name begins in `names`; the next node's beginning is its end. */
  readonly nameStarts: Uint32Array
  readonly names: Uint8Array
}

/** A whole table as another thread is told of it: the same memory, with what finds a path. */
export interface SharedPathTable extends PathTableData {
  readonly hashes: Uint32Array
  readonly slots: Uint32Array
}

/** A power of two. */
const leastSlots = 2048

/** At most half of them are taken. */
function slotsFor(count: number): number {
  let size = leastSlots
  while (size < count * 2) size *= 2
  return size
}

const words = (length: number): Uint32Array => sharedColumn(Uint32Array, length)

/**
 * Every path of an image, each with a small number. Names are bytes, as in a file system: what is no UTF-8 is kept, and
 * only shown with replacement characters.
 */
export class PathTable {
  #count = 1
  #parents: Uint32Array
  #nameStarts: Uint32Array
  #names: Uint8Array
  /** The names' bytes, to be read as text. */
  #text: Buffer
  /** `pathHash` of each node. */
  #hashes: Uint32Array
  /**
   * Open addressing over (parent, name): a node and its hash side by side, so that most looks end where they begin. Node 0
   * is an empty slot, since the root is never looked up.
   */
  #slots: Uint32Array
  readonly #trail = new FolderTrail()
  /** The node that was looked up last. */
  #last = rootId

  /** @param room paths to have room for, at first */
  constructor(room = 1024) {
    this.#parents = words(room + 1)
    this.#nameStarts = words(room + 2)
    this.#names = sharedColumn(Uint8Array, room * nameBytes)
    this.#text = Buffer.from(this.#names.buffer)
    this.#hashes = words(room + 1).fill(rootHash, 0, 1)
    this.#slots = words(2 * slotsFor(room))
  }

  static from(data: PathTableData | SharedPathTable): PathTable {
    const table = new PathTable(0)
    table.#count = data.count
    table.#parents = data.parents
    table.#nameStarts = data.nameStarts
    table.#names = data.names
    if ("slots" in data) {
      table.#hashes = data.hashes
      table.#slots = data.slots
    } else table.#readHashes()
    return table
  }

  /** Number of nodes, the root included. */
  get count(): number {
    return this.#count
  }

  /** In the arrays of the table: what is in them does not change. */
  get data(): PathTableData {
    return {
      count: this.#count,
      parents: this.#parents.subarray(0, this.#count),
      nameStarts: this.#nameStarts.subarray(0, this.#count + 1),
      names: this.#names.subarray(0, this.#nameStarts[this.#count]),
    }
  }

  /** For other threads, which may look paths up while nobody adds any. */
  get shared(): SharedPathTable {
    return { ...this.data, hashes: this.#hashes, slots: this.#slots }
  }

  /** Makes the hashes and slots of nodes that came as arrays. */
  #readHashes(): void {
    this.#hashes = words(this.#count).fill(rootHash, 0, 1)
    for (let id = 1; id < this.#count; id++) {
      const start = this.#nameStarts[id] ?? 0
      this.#hashes[id] = this.#hashOf(this.#parents[id] ?? 0, this.#names, start, this.#nameStarts[id + 1] ?? start)
    }
    this.#slots = words(0)
    this.#rehash()
  }

  /** Fills a table that is large enough. */
  #rehash(): void {
    this.#slots = words(2 * slotsFor(this.#count))
    for (let id = 1; id < this.#count; id++) this.#fill(id, this.#hashes[id] as number)
  }

  #hashOf(parent: number, bytes: Uint8Array, start: number, end: number): number {
    return pathHash(this.#hashes[parent] as number, bytes, start, end)
  }

  #fill(id: number, hash: number): void {
    const mask = this.#slots.length - 1
    let at = (hash << 1) & mask
    while (this.#slots[at] !== 0) at = (at + 2) & mask
    this.#slots[at] = id
    this.#slots[at + 1] = hash
  }

  /** Place in `#slots` of the child by that name, or of the empty slot where it belongs. */
  #slotOf(hash: number, parent: number, bytes: Uint8Array, start: number, end: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    let at = (hash << 1) & mask
    for (let id = slots[at] ?? 0; id !== 0; id = slots[at] ?? 0) {
      if (slots[at + 1] === hash && this.#parents[id] === parent && this.#isNamed(id, bytes, start, end)) break
      at = (at + 2) & mask
    }
    return at
  }

  /**
   * Whether the node after the last one is that child: lists and later layers mostly have paths in the order in which they
   * came first, and looking there is several times as fast as looking anywhere in a table that no cache holds.
   */
  #isNext(parent: number, bytes: Uint8Array, start: number, end: number): boolean {
    const next = this.#last + 1
    return next < this.#count && this.#parents[next] === parent && this.#isNamed(next, bytes, start, end)
  }

  /** Child by that name; 0 where there is none. */
  #find(parent: number, bytes: Uint8Array, start: number, end: number): number {
    if (this.#isNext(parent, bytes, start, end)) return ++this.#last
    const id = this.#slots[this.#slotOf(this.#hashOf(parent, bytes, start, end), parent, bytes, start, end)] ?? 0
    if (id !== 0) this.#last = id
    return id
  }

  #isNamed(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#nameStarts[id] ?? 0
    if ((this.#nameStarts[id + 1] ?? 0) - from !== end - start) return false
    for (let index = start; index < end; index++) {
      if (this.#names[from + index - start] !== bytes[index]) return false
    }
    return true
  }

  /** The same, made where there is none. @param hash of its path, where it is known */
  #child(parent: number, bytes: Uint8Array, start: number, end: number, known?: number): number {
    if (this.#isNext(parent, bytes, start, end)) return ++this.#last
    const hash = known ?? this.#hashOf(parent, bytes, start, end)
    const slot = this.#slotOf(hash, parent, bytes, start, end)
    const found = this.#slots[slot] ?? 0
    if (found !== 0) {
      this.#last = found
      return found
    }
    const id = this.#count++
    this.#last = id
    const nameStart = this.#nameStarts[id] ?? 0
    const nameEnd = nameStart + end - start
    this.#parents = grown(this.#parents, id + 1)
    this.#hashes = grown(this.#hashes, id + 1)
    this.#nameStarts = grown(this.#nameStarts, id + 2)
    this.#names = grown(this.#names, nameEnd)
    this.#parents[id] = parent
    this.#hashes[id] = hash
    this.#nameStarts[id + 1] = nameEnd
    for (let index = start; index < end; index++) this.#names[nameStart + index - start] = bytes[index] ?? 0
    this.#slots[slot] = id
    this.#slots[slot + 1] = hash
    if (this.#count * 4 > this.#slots.length) this.#rehash()
    return id
  }

  /**
   * Number of a path, made if it is new. The path is bytes from `start` to `end`, without a slash at either end and with
   * none doubled (`cleanPath` of lib/tar); of no bytes it is the root.
   */
  internBytes(bytes: Uint8Array, start = 0, end = bytes.length): number {
    if (end <= start) return rootId
    let from = start + this.#trail.keep(bytes, start, end)
    let id = this.#trail.nodeOr(rootId)
    for (let to = partEnd(bytes, from, end); to < end; to = partEnd(bytes, from, end)) {
      id = this.#child(id, bytes, from, to)
      this.#trail.add(bytes, from, to, id)
      from = to + 1
    }
    return this.#child(id, bytes, from, end)
  }

  /** Numbers of nodes that were read elsewhere, made where they are new, by their numbers there. */
  internNodes({ parents, hashes, nameEnds, names }: PathNodes): Uint32Array {
    const numbers = new Uint32Array(parents.length)
    let start = 0
    for (let node = 1; node < parents.length; node++) {
      const end = nameEnds[node] as number
      const parent = numbers[parents[node] as number] as number
      numbers[node] = this.#child(parent, names, start, end, hashes[node])
      start = end
    }
    return numbers
  }

  /** Number of a path, made if it is new. */
  intern(path: string): number {
    return this.internBytes(encoder.encode(path))
  }

  /** Number of a child by its name, where there is one. */
  child(parent: number, name: string): number | undefined {
    const bytes = encoder.encode(name)
    const id = this.#find(parent, bytes, 0, bytes.length)
    return id === 0 ? undefined : id
  }

  /** Number of a path, where there is one. */
  find(path: string): number | undefined {
    return this.findBytes(encoder.encode(path))
  }

  /** @param folder node that the path is relative to */
  findBytes(bytes: Uint8Array, start = 0, end = bytes.length, folder = rootId): number | undefined {
    let id = folder
    for (let from = start; from < end; ) {
      const to = partEnd(bytes, from, end)
      const child = this.#find(id, bytes, from, to)
      if (child === 0) return undefined
      id = child
      from = to + 1
    }
    return id
  }

  /** The folder of a node; the root is its own. */
  parent(id: number): number {
    return this.#parents[id] ?? rootId
  }

  /** Name of a node, the root's is empty. */
  name(id: number): string {
    const { buffer, byteOffset, byteLength } = this.#names
    if (this.#text.buffer !== buffer || this.#text.byteLength !== byteLength)
      this.#text = Buffer.from(buffer, byteOffset, byteLength)
    return this.#text.toString("utf8", this.#nameStarts[id], this.#nameStarts[id + 1])
  }

  /** The whole path of a node, without a slash at its beginning; the root's is empty. */
  path(id: number): string {
    const parts: string[] = []
    for (let node = id; node !== rootId; node = this.parent(node)) parts.push(this.name(node))
    return parts.reverse().join("/")
  }

  /** Whether `id` is `ancestor` or lies below it. */
  isWithin(id: number, ancestor: number): boolean {
    let node = id
    // A node is made after its parent, so numbers only fall on the way up.
    while (node > ancestor) node = this.parent(node)
    return node === ancestor
  }
}
