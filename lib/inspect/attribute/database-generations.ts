import { entryKinds, type ImageFiles, noRow } from "../image-files.ts"
import type { DatabaseFile } from "./reader.ts"

const unknown = Buffer.alloc(0)
const hardlink = entryKinds.indexOf("hardlink")

/**
 * Databases as they were: first the files that show, then what each layer had that later ones hid, the highest layer
 * first. What a package that is gone owned is known from there.
 */
export function databaseGenerations(files: ImageFiles): readonly (readonly DatabaseFile[])[] {
  const { rows, visible, paths } = files
  const shown: DatabaseFile[] = []
  const hidden: DatabaseFile[][] = files.layers.map(() => [])
  const add = (row: number, content: Buffer): void => {
    const node = rows.path[row] ?? noRow
    const file = { path: paths.path(node), name: paths.name(node), node, content }
    const generation = visible[node] === row ? shown : hidden[rows.layer[row] ?? 0]
    generation?.push(file)
  }
  for (const [row, content] of files.contents) add(row, content)
  // Managers that link files from their caches: the content is with the first of the names. Where that is the name of no
  // database (pnpm calls files by their checksum) it is not known, but what the path says is.
  for (let row = rows.kind.indexOf(hardlink); row >= 0; row = rows.kind.indexOf(hardlink, row + 1))
    add(row, files.contents.get(rows.content[row] ?? noRow) ?? unknown)
  return [shown, ...hidden.reverse()].filter(({ length }) => length > 0)
}
