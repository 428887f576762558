/** What became of one layer. All sizes are bytes. */
export interface LayerReport {
  readonly diffId: string
  /** `sha256:...` of the blob as it was written; equal to `diffId` where nothing is compressed. */
  readonly digest: string
  /** File bytes, each hard-linked file once. */
  readonly unpackedBytes: number
  /** The plain tar. */
  readonly tarBytes: number
  /** The blob. */
  readonly compressedBytes: number
  readonly seconds: number
  /** The layout had this blob already: it was not written again. */
  readonly reused: boolean
}

export interface ExportReport {
  /** `sha256:...` of the manifest. */
  readonly manifest: string
  /** Base first. A layer that an image has twice is listed twice and written once. */
  readonly layers: readonly LayerReport[]
  readonly seconds: number
}

/** Bytes of plain tar, over all layers. */
export interface ExportProgress {
  readonly doneBytes: number
  readonly totalBytes: number
}

export interface ExportOptions {
  /** Called about once a megabyte. */
  readonly onProgress?: (progress: ExportProgress) => void
  /** Stops the export; what was written of it goes. */
  readonly signal?: AbortSignal
}
