import { attribute } from "../../lib/inspect/attribute/index.ts"
import { ImageTree } from "../../lib/verify/image-tree.ts"
import { type FileEntry, type MakeFilesOptions, makeFiles } from "../inspect/support/make-files.ts"

/** A tree of literal entries, whose files hold what the entries say. */
export function makeTree(layers: readonly (readonly FileEntry[])[], options: MakeFilesOptions = {}): ImageTree {
  const files = makeFiles(layers, options)
  const entries = layers.flat()
  return new ImageTree({
    files,
    attribution: attribute(files),
    steps: layers.map((_, layer) => `step ${layer + 1}`),
    content: (row) => {
      const content = Buffer.from(entries[row]?.content ?? "")
      return (offset, length) => content.subarray(offset, offset + length)
    },
  })
}
