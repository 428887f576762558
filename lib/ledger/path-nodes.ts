import { FolderTrail } from "./folder-trail.ts"
import { grown } from "./grown.ts"
import { addToHash, beginHash, endHash, rootHash } from "./path-hash.ts"

/**
 * Paths as they were read: a tree in which node 0 is the root, and in which one path may have several nodes, since nobody
 * looked for it. `PathTable.internNodes` does; all that can be done before is done here, by threads that read.
 */
export interface PathNodes {
  /** Each node's folder, which has a smaller number. */
  readonly parents: Uint32Array
  /** `pathHash` of each node. */
  readonly hashes: Uint32Array
  /** Where each node's name ends in `names`; it begins where the one before ends. */
  readonly nameEnds: Uint32Array
  readonly names: Uint8Array
}

const growth = 4
const slash = 0x2f
/** Names mostly have fewer. */
export const nameBytes = 16

/** Gathers paths as nodes. Neighbours share their folders' nodes. */
export class PathNodesBuilder {
  readonly #trail = new FolderTrail()
  #parents: Uint32Array
  #hashes: Uint32Array
  #nameEnds: Uint32Array
  #names: Uint8Array
  #count = 1

  /** @param room nodes to have room for, at first */
  constructor(room = 1024) {
    this.#parents = new Uint32Array(room + 1)
    this.#hashes = new Uint32Array(room + 1).fill(rootHash, 0, 1)
    this.#nameEnds = new Uint32Array(room + 1)
    this.#names = new Uint8Array(room * nameBytes)
  }

  /**
   * Node of a path, which is clean (`cleanPath` of lib/tar); of no bytes it is the root.
   * @param isFolder whether more may come in it
   */
  add(bytes: Uint8Array, start: number, end: number, isFolder = true): number {
    let from = start + this.#trail.keep(bytes, start, end)
    let node = this.#trail.nodeOr(0)
    while (from < end) {
      const parent = node
      node = this.#count++
      const to = this.#write(parent, node, bytes, from, end)
      // What is no folder would stay on the trail for nothing: the next path leaves it.
      if (isFolder || to < end) this.#trail.add(bytes, from, to, node)
      from = to + 1
    }
    return node
  }

  /** Writes a node's name, which ends at a slash or at `end`, and its hash, in one go. @returns the name's end */
  #write(parent: number, node: number, bytes: Uint8Array, start: number, end: number): number {
    if (node >= this.#parents.length) {
      this.#parents = grown(this.#parents, node + 1, growth)
      this.#hashes = grown(this.#hashes, node + 1, growth)
      this.#nameEnds = grown(this.#nameEnds, node + 1, growth)
    }
    let nameEnd = this.#nameEnds[node - 1] as number
    this.#names = grown(this.#names, nameEnd + end - start, growth)
    const names = this.#names
    let hash = beginHash(this.#hashes[parent] as number)
    let at = start
    for (let byte = bytes[at]; at < end && byte !== slash; byte = bytes[++at]) {
      hash = addToHash(hash, byte as number)
      names[nameEnd++] = byte as number
    }
    this.#parents[node] = parent
    this.#hashes[node] = endHash(hash)
    this.#nameEnds[node] = nameEnd
    return at
  }

  /** In the arrays that they were gathered in. */
  get nodes(): PathNodes {
    return {
      parents: this.#parents.subarray(0, this.#count),
      hashes: this.#hashes.subarray(0, this.#count),
      nameEnds: this.#nameEnds.subarray(0, this.#count),
      names: this.#names.subarray(0, this.#nameEnds[this.#count - 1]),
    }
  }
}
