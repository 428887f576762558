import type { Readable } from "node:stream"

/** One entry of a layer's tar: sizes are unpacked bytes of the file's content. */
export interface LayerEntry {
  /** Path inside the image without a leading slash; whiteouts keep their `.wh.` name. */
  readonly path: string
  readonly type: "file" | "directory" | "symlink" | "hardlink" | "device" | "fifo"
  /** Content bytes of a regular file (0 for anything else, hard links included). */
  readonly size: number
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly linkTarget?: string
}

export interface StoredLayer {
  /** `sha256:...` of the plain tar. */
  readonly diffId: string
  /** File bytes of the layer, each hard-linked file once: the figure that every budget uses. */
  readonly unpackedBytes: number
  /** Bytes of the plain tar stream. */
  readonly tarBytes: number
  /** All entries in tar order, read lazily. */
  entries(): AsyncIterable<LayerEntry>
  /** The layer's exact tar stream (its sha256 is `diffId`). */
  tar(): Readable
}

export interface HistoryEntry {
  readonly createdBy?: string
  readonly comment?: string
  readonly created?: string
  readonly emptyLayer: boolean
}

/** An image as the store has it, opened by tag or id. */
export interface StoredImage {
  readonly id: string
  /** The image config exactly as stored: its sha256 is `id`. */
  readonly configBytes: Buffer
  readonly history: readonly HistoryEntry[]
  readonly layers: readonly StoredLayer[]
}

export interface ImageStore {
  open(ref: string): Promise<StoredImage>
}
