/*
 * Paths of an image as a tree in typed arrays: node 0 is the root, every other node has a parent and a name. A path of a
 * million takes about 35 bytes here against 150 as strings in a Map, and the arrays go to disk and to workers as they are.
 */

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

const words = (length: number): Uint32Array => new Uint32Array(length)
const octets = (length: number): Uint8Array => new Uint8Array(length)

/** Where a part of a path ends. By hand: `indexOf` would go on behind the path, through all of a list it lies in. */
function partEnd(bytes: Uint8Array, from: number, end: number): number {
  let to = from
  while (to < end && bytes[to] !== slash) to++
  return to
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
  /** Open addressing over (parent, name); 0 is an empty slot, since the root is never looked up. */
  #slots = words(2048)
  /** The folder of the last path and its node: neighbours in a tar mostly share it. */
  #lastFolder = octets(256)
  #lastFolderLength = -1
  #lastFolderId = rootId

  static from(data: PathTableData): PathTable {
    const table = new PathTable()
    table.#count = data.count
    table.#parents = data.parents
    table.#nameStarts = data.nameStarts
    table.#names = data.names
    table.#rehash()
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

  #hash(parent: number, bytes: Uint8Array, start: number, end: number): number {
    // FNV-1a, with the parent mixed in first.
    let hash = Math.imul(parent ^ 0x811c9dc5, 0x01000193)
    for (let index = start; index < end; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193)
    hash ^= hash >>> 15
    return hash >>> 0
  }

  #rehash(): void {
    let size = 2048
    while (size < this.#count * 2) size *= 2
    this.#slots = words(size)
    for (let id = 1; id < this.#count; id++) {
      const start = this.#nameStarts[id] ?? 0
      const hash = this.#hash(this.#parents[id] ?? 0, this.#names, start, this.#nameStarts[id + 1] ?? start)
      let slot = hash & (size - 1)
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (size - 1)
      this.#slots[slot] = id
    }
  }

  /** Slot of the child by that name, or of the empty place where it belongs. */
  #slotOf(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1
    let slot = this.#hash(parent, bytes, start, end) & mask
    for (let id = this.#slots[slot] ?? 0; id !== 0; id = this.#slots[slot] ?? 0) {
      if (this.#parents[id] === parent && this.#isNamed(id, bytes, start, end)) break
      slot = (slot + 1) & mask
    }
    return slot
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
    const slot = this.#slotOf(parent, bytes, start, end)
    const known = this.#slots[slot] ?? 0
    if (known !== 0) return known
    const id = this.#count++
    const nameStart = this.#nameStarts[id] ?? 0
    const nameEnd = nameStart + end - start
    this.#parents = grown(this.#parents, id + 1, words)
    this.#nameStarts = grown(this.#nameStarts, id + 2, words)
    this.#names = grown(this.#names, nameEnd, octets)
    this.#parents[id] = parent
    this.#nameStarts[id + 1] = nameEnd
    for (let index = start; index < end; index++) this.#names[nameStart + index - start] = bytes[index] ?? 0
    this.#slots[slot] = id
    if (this.#count * 2 > this.#slots.length) this.#rehash()
    return id
  }

  #isLastFolder(bytes: Uint8Array, start: number, length: number): boolean {
    if (length !== this.#lastFolderLength) return false
    for (let index = length - 1; index >= 0; index--) {
      if (this.#lastFolder[index] !== bytes[start + index]) return false
    }
    return true
  }

  #folder(bytes: Uint8Array, start: number, end: number): number {
    if (this.#isLastFolder(bytes, start, end - start)) return this.#lastFolderId
    let id = rootId
    for (let from = start; from < end; ) {
      const to = partEnd(bytes, from, end)
      id = this.#child(id, bytes, from, to)
      from = to + 1
    }
    this.#lastFolder = grown(this.#lastFolder, end - start, octets)
    for (let index = start; index < end; index++) this.#lastFolder[index - start] = bytes[index] ?? 0
    this.#lastFolderLength = end - start
    this.#lastFolderId = id
    return id
  }

  /**
   * Number of a path, made if it is new. The path is bytes from `start` to `end`, without a slash at either end and with
   * none doubled (`cleanPath` of lib/tar); of no bytes it is the root.
   */
  internBytes(bytes: Uint8Array, start = 0, end = bytes.length): number {
    if (end <= start) return rootId
    let last = end - 1
    while (last >= start && bytes[last] !== slash) last--
    if (last < start) return this.#child(rootId, bytes, start, end)
    return this.#child(this.#folder(bytes, start, last), bytes, last + 1, end)
  }

  /** Number of a path, made if it is new. */
  intern(path: string): number {
    return this.internBytes(encoder.encode(path))
  }

  /** Number of a child by its name, where there is one. */
  child(parent: number, name: string): number | undefined {
    const bytes = encoder.encode(name)
    const id = this.#slots[this.#slotOf(parent, bytes, 0, bytes.length)] ?? 0
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
      const child = this.#slots[this.#slotOf(id, bytes, from, to)] ?? 0
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
