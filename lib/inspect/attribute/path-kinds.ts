import { entryKinds, type ImageFiles } from "../image-files.ts"
import type { PathKinds } from "./reader.ts"

const directory = entryKinds.indexOf("directory")
const whiteout = entryKinds.indexOf("whiteout")
const folderBit = 1
const otherBit = 2

export function pathKinds({ paths, rows }: ImageFiles): PathKinds {
  const bits = new Uint8Array(paths.count)
  for (let row = 0; row < rows.path.length; row++) {
    const path = rows.path[row] ?? 0
    const kind = rows.kind[row]
    if (kind !== whiteout) bits[path] = (bits[path] ?? 0) | (kind === directory ? folderBit : otherBit)
  }
  // Tars may leave folders out.
  for (let path = 1; path < bits.length; path++) {
    const folder = paths.parent(path)
    bits[folder] = (bits[folder] ?? 0) | folderBit
  }
  return {
    isFolder: (path) => ((bits[path] ?? 0) & folderBit) !== 0,
    isOther: (path) => ((bits[path] ?? 0) & otherBit) !== 0,
  }
}
