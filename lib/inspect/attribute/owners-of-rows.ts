import { entryKinds, type ImageFiles, noRow } from "../image-files.ts"
import type { Owners } from "./owners.ts"

const hardlink = entryKinds.indexOf("hardlink")

/**
 * The owner of each row is that of its path. A file with several names has its bytes in one row, that of whichever name
 * comes first in the tar: where that is a cache's or nobody's and another name a package's, they are the package's.
 */
export function ownersOfRows({ rows }: ImageFiles, owners: Owners): Uint32Array {
  const found = rows.path.map((path) => owners.ownerOf(path))
  const isPackage = owners.packages.map(({ ecosystem }) => ecosystem !== "none" && ecosystem !== "image")
  for (let row = 0; row < found.length; row++) {
    const content = rows.kind[row] === hardlink ? (rows.content[row] ?? noRow) : noRow
    if (content === noRow || isPackage[found[content] ?? 0]) continue
    const owner = found[row] ?? 0
    if (isPackage[owner]) found[content] = owner
  }
  return found
}
