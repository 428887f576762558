import { type ImageFiles, noRow } from "../image-files.ts"
import type { DatabaseFile } from "./reader.ts"

/**
 * Databases as they were: first the files that show, then what each layer had that later ones hid, the highest layer
 * first. What a package that is gone owned is known from there.
 */
export function databaseGenerations(files: ImageFiles): readonly (readonly DatabaseFile[])[] {
  const { rows, visible, paths } = files
  const shown: DatabaseFile[] = []
  const hidden: DatabaseFile[][] = files.layers.map(() => [])
  for (const [row, content] of files.contents) {
    const node = rows.path[row] ?? noRow
    const file = { path: paths.path(node), name: paths.name(node), node, content }
    const generation = visible[node] === row ? shown : hidden[rows.layer[row] ?? 0]
    generation?.push(file)
  }
  return [shown, ...hidden.reverse()].filter(({ length }) => length > 0)
}
