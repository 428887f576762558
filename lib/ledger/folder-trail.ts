const slash = 0x2f

/**
 * The folders of the path that was looked up last, each with its node. Neighbours in a tar or a list share most of their
 * folders, so that a path costs a comparison with its neighbour and a look for what is new in it.
 */
export class FolderTrail {
  /** The folders, each with its slash. */
  #bytes = new Uint8Array(1024)
  /** Where each folder ends in `#bytes`, behind its slash, and its node; the first `#depth` of them hold. */
  readonly #ends: number[] = []
  readonly #nodes: number[] = []
  #depth = 0
  /** Bytes of all folders. */
  #length = 0

  /**
   * Leaves the folders that the path is in.
   * @param start first byte of the path, which begins with no slash
   * @returns how many of its bytes they are
   */
  keep(bytes: Uint8Array, start: number, end: number): number {
    const own = this.#bytes
    const most = Math.min(end - start, this.#length)
    let same = 0
    while (same < most && own[same] === bytes[start + same]) same++
    while (this.#length > same) {
      this.#depth--
      this.#length = this.#depth === 0 ? 0 : (this.#ends[this.#depth - 1] as number)
    }
    return this.#length
  }

  /** Node of the last folder; `otherwise` where there is none. */
  nodeOr(otherwise: number): number {
    return this.#depth === 0 ? otherwise : (this.#nodes[this.#depth - 1] ?? otherwise)
  }

  /** Adds the folder that is called like the bytes from `from` to `to`. */
  add(bytes: Uint8Array, from: number, to: number, node: number): void {
    let end = this.#length
    const wanted = end + to - from + 1
    if (wanted > this.#bytes.length) {
      const larger = new Uint8Array(wanted * 2)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    for (let index = from; index < to; index++) this.#bytes[end++] = bytes[index] as number
    this.#bytes[end++] = slash
    this.#length = end
    this.#ends[this.#depth] = end
    this.#nodes[this.#depth++] = node
  }

  clear(): void {
    this.#depth = 0
    this.#length = 0
  }
}
