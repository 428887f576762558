import { blockSize } from "../../tar/index.ts"
import type { ImageFiles } from "../image-files.ts"

/**
 * Whether a file's content lies in its layer's tar in one piece, where its row says. Of a sparse file the tar has less than
 * the file's bytes: the next entry begins before they would end.
 */
export function liesWhole({ rows, layers }: ImageFiles, row: number): boolean {
  const layer = layers[rows.layer[row] ?? 0]
  if (!layer) return false
  const end = row + 1 < layer.to ? (rows.offset[row + 1] ?? 0) - blockSize : layer.tarBytes
  return (rows.offset[row] ?? 0) + (rows.bytes[row] ?? 0) <= end
}
