import type { TarEntry } from "../../tar/index.ts"
import type { LayerSource } from "./layer-source.ts"

/** One entry of a layer's tar. Whiteouts keep their `.wh.` name. */
export type LayerEntry = TarEntry

export interface StoredLayer {
  /** `sha256:...` of the plain tar. */
  readonly diffId: string
  /** Where it lies on disk; absent where it only comes as a stream. */
  readonly source?: LayerSource
  /** What the headers say, and the sums over them. Read once, when first asked for. */
  index(): Promise<LayerIndex>
  /**
   * Entries from the layer's own index (eStargz), without unpacking it: of a layer in a registry, without loading it.
   * Absent where the manifest names no index; undefined where that cannot be relied on.
   */
  readonly listed?: () => Promise<readonly LayerEntry[] | undefined>
  /** The layer's exact tar stream (its sha256 is `diffId`), in large chunks. */
  tar(): AsyncIterable<Buffer>
}

export interface LayerIndex {
  /** All entries in the order of the tar. */
  readonly entries: readonly LayerEntry[]
  /** File bytes of the layer, each hard-linked file once: the figure that every budget uses. */
  readonly unpackedBytes: number
  /** Bytes of the plain tar stream. */
  readonly tarBytes: number
}

export interface HistoryEntry {
  readonly createdBy?: string
  readonly comment?: string
  readonly created?: string
  readonly emptyLayer: boolean
}

/** An image as a store has it. */
export interface StoredImage {
  /** `sha256:...` of the config. */
  readonly id: string
  /** The config exactly as stored. */
  readonly configBytes: Buffer
  readonly history: readonly HistoryEntry[]
  readonly layers: readonly StoredLayer[]
  /** Frees what opening it took, e.g. a temporary archive. */
  close(): Promise<void>
}

export interface ImageStore {
  /** @param ref a tag, an image id, or the beginning of one. @throws StrataError `engine-store` where there is no such image */
  open(ref: string): Promise<StoredImage>
}
