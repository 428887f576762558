import { ElfError, type ElfObject, type ReadAt, readElf } from "../../elf/index.ts"
import type { RowFacts } from "./read-task.ts"

/** Gathers what is read of rows. */
export class Gatherer implements RowFacts {
  readonly hashes: [number, string][] = []
  readonly objects: [number, ElfObject][] = []
  readonly texts: [number, Uint8Array][] = []

  readonly #deviceCode: boolean

  /** @param deviceCode whether objects' device code is wanted */
  constructor(deviceCode: boolean) {
    this.#deviceCode = deviceCode
  }

  /** Keeps what an object says; scripts, files of other machines and damaged ones are none that a loader would take. */
  addObject(row: number, read: ReadAt): void {
    try {
      this.objects.push([row, readElf(read, { deviceCode: this.#deviceCode })])
    } catch (error) {
      if (!(error instanceof ElfError)) throw error
    }
  }

  get facts(): RowFacts {
    return { hashes: this.hashes, objects: this.objects, texts: this.texts }
  }
}
