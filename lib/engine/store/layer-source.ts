/**
 * Where a layer's tar lies, as plain data: a worker can be given it and open the layer for itself. A layer that only
 * comes as a stream has none.
 */
export type LayerSource =
  /** Bytes of a file: the whole of a blob in a layout, a member of an archive. Plain, gzip or zstd. */
  | { readonly kind: "file"; readonly file: string; readonly offset: number; readonly size: number }
  /** Docker's classic store: the headers are in `tar-split.json.gz`, the contents in the layer's folder. */
  | { readonly kind: "tar-split"; readonly split: string; readonly folder: string }
