import { entryKinds, type ImageFiles, noRow } from "../../../lib/inspect/image-files.ts"
import type { Entry } from "./entry.ts"

function entryAt({ rows, paths, symlinks }: ImageFiles, row: number): Entry {
  const kind = entryKinds[rows.kind[row] ?? 0] ?? "file"
  const content = rows.content[row] ?? noRow
  const target = content === noRow ? "" : paths.path(rows.path[content] ?? 0)
  return {
    path: paths.path(rows.path[row] ?? 0),
    kind,
    bytes: rows.bytes[row] ?? 0,
    mode: rows.mode[row] ?? 0,
    uid: rows.uid[row] ?? 0,
    gid: rows.gid[row] ?? 0,
    ...(kind === "symlink" && { link: symlinks.get(row) ?? "" }),
    ...(kind === "hardlink" && { link: target }),
  }
}

/** Entries of a layer as the library read them. */
export function ownLayer(files: ImageFiles, layer: number): readonly Entry[] {
  const { from = 0, to = 0 } = files.layers[layer] ?? {}
  return Array.from({ length: to - from }, (_, index) => entryAt(files, from + index))
}

/** An entry that shows. */
export interface ShownEntry extends Entry {
  /** Number of the path. */
  readonly node: number
  readonly row: number
  /** Row that holds the content; two entries with the same one are one file. */
  readonly content: number
}

/** Entries of the finished file system: a hard link is a file like any other there. */
export function ownRoot(files: ImageFiles): readonly ShownEntry[] {
  const { visible, rows } = files
  return [...visible].flatMap((row, node) => {
    if (row === noRow) return []
    const entry = entryAt(files, row)
    const content = rows.content[row] ?? noRow
    if (entry.kind !== "hardlink" && entry.kind !== "file") return [{ ...entry, node, row, content }]
    const { link: _, ...file } = entry
    return [{ ...file, kind: "file" as const, bytes: rows.bytes[content] ?? 0, node, row, content }]
  })
}
