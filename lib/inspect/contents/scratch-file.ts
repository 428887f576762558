import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { ReadAt } from "../../elf/index.ts"
import { readRange } from "./read-range.ts"

/** A temporary file for one content after the other, or for a layer. It has no name: it goes with this process, however that ends. */
export class ScratchFile {
  readonly #fd: number
  #size = 0

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), "strata-content-"))
    try {
      this.#fd = openSync(join(folder, "content"), "w+", 0o600)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  clear(): void {
    ftruncateSync(this.#fd, 0)
    this.#size = 0
  }

  add(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const written = writeSync(this.#fd, bytes, done, bytes.length - done, this.#size)
      done += written
      this.#size += written
    }
  }

  /** For reading at random; it is open until `close`. */
  get descriptor(): number {
    return this.#fd
  }

  get read(): ReadAt {
    return (offset, length) => readRange(this.#fd, 0, this.#size, offset, length)
  }

  close(): void {
    closeSync(this.#fd)
  }
}
