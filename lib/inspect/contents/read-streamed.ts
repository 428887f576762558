import type { Gatherer } from "./gatherer.ts"
import type { Hasher } from "./hasher.ts"
import type { Wish } from "./read-task.ts"
import { ScratchFile } from "./scratch-file.ts"
import { wishes } from "./wishes.ts"

const elfMagic = Buffer.from("\x7fELF", "latin1")

/** Whether a content may be an ELF file, by as much of its beginning as is there. */
function mayBeElf(start: Uint8Array): boolean {
  return elfMagic.subarray(0, start.length).equals(start.subarray(0, elfMagic.length))
}

/** Takes a content as it comes. */
class Taker {
  readonly #hasher: Hasher
  readonly #into: Gatherer
  readonly #scratch: () => ScratchFile
  #wish: Wish | undefined
  #done = 0
  #isObject = false
  #text: Uint8Array[] = []

  constructor(hasher: Hasher, into: Gatherer, scratch: () => ScratchFile) {
    this.#hasher = hasher
    this.#into = into
    this.#scratch = scratch
  }

  add(wish: Wish, bytes: Uint8Array): void {
    if (this.#wish !== wish) this.#begin(wish, bytes)
    if (wish.wish & wishes.hash) this.#hasher.add(bytes)
    if (this.#isObject) this.#scratch().add(bytes)
    if (wish.wish & wishes.text) this.#text.push(Uint8Array.from(bytes))
    this.#done += bytes.length
    if (this.#done === wish.bytes) this.#end(wish)
  }

  #begin(wish: Wish, bytes: Uint8Array): void {
    this.#wish = wish
    this.#done = 0
    this.#text = []
    this.#isObject = (wish.wish & wishes.object) !== 0 && mayBeElf(bytes)
    if (wish.wish & wishes.hash) this.#hasher.begin()
    if (this.#isObject) this.#scratch().clear()
  }

  #end({ row, wish }: Wish): void {
    if (wish & wishes.hash) this.#into.hashes.push([row, this.#hasher.end()])
    if (this.#isObject) this.#into.addObject(row, this.#scratch().read)
    if (wish & wishes.text) this.#into.texts.push([row, Buffer.concat(this.#text)])
  }
}

/**
 * Reads what is wanted of contents while a layer's plain tar passes by, once. What an object's headers say is spread over
 * it, its end included, so it is laid into a temporary file first.
 * @throws Error where the tar ends before the last of them
 */
export async function readStreamed(
  tar: AsyncIterable<Buffer>,
  wanted: readonly Wish[],
  hasher: Hasher,
  into: Gatherer,
): Promise<void> {
  let scratch: ScratchFile | undefined
  const taker = new Taker(hasher, into, () => (scratch ??= new ScratchFile()))
  let position = 0
  let next = 0
  try {
    for await (const chunk of tar) {
      const end = position + chunk.length
      for (let wish = wanted[next]; wish !== undefined && wish.offset < end; wish = wanted[next]) {
        const from = Math.max(wish.offset, position)
        const to = Math.min(wish.offset + wish.bytes, end)
        taker.add(wish, chunk.subarray(from - position, to - position))
        if (wish.offset + wish.bytes > end) break
        next++
      }
      position = end
      // Nothing that follows is wanted.
      if (next === wanted.length) return
    }
  } finally {
    scratch?.close()
  }
  throw new Error("its tar ends in the middle of a file")
}
