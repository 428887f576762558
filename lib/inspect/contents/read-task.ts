import type { ElfObject } from "../../elf/index.ts"
import type { LayerSource } from "../../engine/store/layer-source.ts"

/** A row and what is wanted of it. */
export interface Wish {
  readonly row: number
  /** Bits of `wishes`. */
  readonly wish: number
  /** Where the content begins in the layer's plain tar. */
  readonly offset: number
  readonly bytes: number
  /** Its path, for layers that are kept as a folder. */
  readonly path: string
}

/** Contents of one layer to read, in the order of their offsets. Plain data, for a worker. */
export interface ReadTask {
  readonly diffId: string
  readonly source: LayerSource
  readonly wanted: readonly Wish[]
  /** Whether objects' device code is wanted. */
  readonly deviceCode: boolean
}

/** What was read of rows. */
export interface RowFacts {
  /** 32 hexadecimal digits. */
  readonly hashes: readonly (readonly [row: number, hash: string])[]
  readonly objects: readonly (readonly [row: number, object: ElfObject])[]
  readonly texts: readonly (readonly [row: number, text: Uint8Array])[]
}
