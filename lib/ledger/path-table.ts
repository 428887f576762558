/*
 * Paths of an image as a tree in typed arrays: node 0 is the root, every other node has a parent and a name. A path of a
 * million takes about 35 bytes here against 150 as strings in a Map, and the arrays go to disk and to workers as they are.
 */

import { FolderTrail } from "./folder-trail.ts"

const slash = 0x2f
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

function grown<T extends Uint8Array | Uint32Array>(array: T, wanted: number, make: (length: number) => T): T {
  if (wanted <= array.length) return array
  const larger = make(Math.max(wanted, array.length * 2))
  larger.set(array)
  return larger
}

/** A power of two. */
const leastSlots = 2048

const words = (length: number): Uint32Array => new Uint32Array(length)
const octets = (length: number): Uint8Array => new Uint8Array(length)

/** Where a part of a path ends. By hand: `indexOf` would go on behind the path, through all of a list it lies in. */
export function partEnd(bytes: Uint8Array, from: number, end: number): number {
  let to = from
  while (to < end && bytes[to] !== slash) to++
  return to
}

function hashOf(parent: number, bytes: Uint8Array, start: number, end: number): number {
  // FNV-1a, with the parent mixed in first.
  let hash = Math.imul(parent ^ 0x811c9dc5, 0x01000193)
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193)
  hash ^= hash >>> 15
  return hash >>> 0
}

/**
 * Every path of an image, each with a small number. Names are bytes, as in a file system: what is no UTF-8 is kept, and
 * only shown with replacement characters.
 */
export class PathTable {
  #count = 1
  #parents = words(1024)
  #nameStarts = words(1025)
  #names = octets(16_384)
  /**
   * Open addressing over (parent, name): a node and its hash side by side, so that most looks end where they begin. Node 0
   * is an empty slot, since the root is never looked up.
   */
  #slots = words(2 * leastSlots)
  readonly #trail = new FolderTrail()
  /** The node that was looked up last. */
  #last = rootId

  static from(data: PathTableData): PathTable {
    const table = new PathTable()
    table.#count = data.count
    table.#parents = data.parents
    table.#nameStarts = data.nameStarts
    table.#names = data.names
    table.#readHashes()
    return table
  }

  /** Number of nodes, the root included. */
  get count(): number {
    return this.#count
  }

  get data(): PathTableData {
    return {
      count: this.#count,
      parents: this.#parents.slice(0, this.#count),
      nameStarts: this.#nameStarts.slice(0, this.#count + 1),
      names: this.#names.slice(0, this.#nameStarts[this.#count]),
    }
  }

  /** Makes the slots of nodes that came as arrays. */
  #readHashes(): void {
    this.#slots = words(0)
    this.#rehash()
    for (let id = 1; id < this.#count; id++) {
      const start = this.#nameStarts[id] ?? 0
      this.#fill(id, hashOf(this.#parents[id] ?? 0, this.#names, start, this.#nameStarts[id + 1] ?? start))
    }
  }

  /** Fills a table that is large enough; nodes that are in the old one keep the hash they have there. */
  #rehash(): void {
    let size = leastSlots
    while (size < this.#count * 2) size *= 2
    const old = this.#slots
    this.#slots = words(2 * size)
    for (let at = 0; at < old.length; at += 2) {
      const id = old[at] ?? 0
      if (id !== 0) this.#fill(id, old[at + 1] ?? 0)
    }
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
    const id = this.#slots[this.#slotOf(hashOf(parent, bytes, start, end), parent, bytes, start, end)] ?? 0
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

  #child(parent: number, bytes: Uint8Array, start: number, end: number): number {
    if (this.#isNext(parent, bytes, start, end)) return ++this.#last
    const hash = hashOf(parent, bytes, start, end)
    const slot = this.#slotOf(hash, parent, bytes, start, end)
    const known = this.#slots[slot] ?? 0
    if (known !== 0) {
      this.#last = known
      return known
    }
    const id = this.#count++
    this.#last = id
    const nameStart = this.#nameStarts[id] ?? 0
    const nameEnd = nameStart + end - start
    this.#parents = grown(this.#parents, id + 1, words)
    this.#nameStarts = grown(this.#nameStarts, id + 2, words)
    this.#names = grown(this.#names, nameEnd, octets)
    this.#parents[id] = parent
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
    return Buffer.from(this.#names.buffer, this.#names.byteOffset).toString(
      "utf8",
      this.#nameStarts[id],
      this.#nameStarts[id + 1],
    )
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
