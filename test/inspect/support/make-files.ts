import type { HistoryEntry } from "../../../lib/engine/store/types.ts"
import { type EntryKind, entryKinds, type ImageFiles, noRow } from "../../../lib/inspect/image-files.ts"
import { PathTable, type RowState, rowStates } from "../../../lib/ledger/index.ts"

/** An entry of a layer's tar. */
export interface FileEntry {
  /** Without a slash at its beginning; a marker of deletion is `folder/.wh.name`, `folder/.wh..wh..opq`. */
  readonly path: string
  /** A file unless told; a link where there is a target; a whiteout where the name says so. */
  readonly kind?: EntryKind
  /** The length of the content where there is one, else 0. */
  readonly bytes?: number
  readonly content?: string | Buffer
  readonly linkTarget?: string
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
}

export interface MakeFilesOptions {
  readonly history?: readonly HistoryEntry[]
  readonly env?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
}

const opaque = ".wh..wh..opq"
const state = (name: RowState): number => rowStates.indexOf(name)
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1)
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")))

function kindOf(entry: FileEntry): EntryKind {
  if (entry.kind) return entry.kind
  if (nameOf(entry.path).startsWith(".wh.")) return "whiteout"
  return entry.linkTarget === undefined ? "file" : "symlink"
}

/**
 * The table of an image from literal entries, with what shows and what is hidden found in the plainest way: a model to
 * hold lib/inspect against, and fixtures for everything that starts from it.
 */
export function makeFiles(layers: readonly (readonly FileEntry[])[], options: MakeFilesOptions = {}): ImageFiles {
  const all = layers.flatMap((entries, layer) => entries.map((entry) => ({ ...entry, layer, kind: kindOf(entry) })))
  const bytes = all.map((entry) => entry.bytes ?? (entry.content === undefined ? 0 : Buffer.byteLength(entry.content)))
  const hidden = new Map<number, { readonly state: number; readonly by: number }>()
  const shown = new Map<string, number>()
  const content = all.map((entry, row) => (entry.kind === "file" ? row : noRow))

  const hide = (path: string, how: RowState, by: number): void => {
    const row = shown.get(path)
    if (row === undefined || all[row]?.layer === by) return
    hidden.set(row, { state: state(how), by })
    shown.delete(path)
  }
  const hideBelow = (folder: string, by: number): void => {
    const prefix = folder === "" ? "" : `${folder}/`
    for (const path of [...shown.keys()].filter((path) => path.startsWith(prefix))) hide(path, "deleted", by)
  }

  for (const [row, { path, kind, layer, linkTarget }] of all.entries()) {
    if (kind === "whiteout") {
      hidden.set(row, { state: state("deleted"), by: layer })
      const folder = folderOf(path)
      if (nameOf(path) === opaque) {
        hideBelow(folder, layer)
        continue
      }
      const target = `${folder === "" ? "" : `${folder}/`}${nameOf(path).slice(".wh.".length)}`
      hideBelow(target, layer)
      hide(target, "deleted", layer)
      continue
    }
    if (kind === "hardlink") content[row] = content[shown.get(linkTarget ?? "") ?? -1] ?? noRow
    if (kind !== "directory") hideBelow(path, layer)
    hide(path, "overwritten", layer)
    shown.set(path, row)
  }

  // A file that is gone from its own path but not from a hard link's still shows.
  for (const row of shown.values()) hidden.delete(content[row] ?? noRow)

  const paths = new PathTable()
  const pathNumbers = all.map(({ path }) => paths.intern(path))
  const visible = new Uint32Array(paths.count).fill(noRow)
  for (const [path, row] of shown) visible[paths.intern(path)] = row

  const starts = layers.map((_, layer) => layers.slice(0, layer).reduce((sum, { length }) => sum + length, 0))
  return {
    id: "sha256:0",
    config: { os: "linux", architecture: "amd64", env: options.env ?? [], labels: options.labels ?? {} },
    history: options.history ?? [],
    layers: layers.map((entries, layer) => {
      const from = starts[layer] ?? 0
      const to = from + entries.length
      const unpackedBytes = bytes.slice(from, to).reduce((sum, size) => sum + size, 0)
      const tarBytes = entries.length * 512 + bytes.slice(from, to).reduce((sum, size) => sum + align(size), 1024)
      return { diffId: `sha256:${layer}`, from, to, unpackedBytes, tarBytes }
    }),
    paths,
    rows: {
      path: Uint32Array.from(pathNumbers),
      layer: Uint16Array.from(all, ({ layer }) => layer),
      kind: Uint8Array.from(all, ({ kind }) => entryKinds.indexOf(kind)),
      bytes: Float64Array.from(bytes),
      mode: Uint16Array.from(all, ({ mode, kind }) => mode ?? (kind === "directory" ? 0o755 : 0o644)),
      uid: Uint32Array.from(all, ({ uid }) => uid ?? 0),
      gid: Uint32Array.from(all, ({ gid }) => gid ?? 0),
      offset: new Float64Array(all.length),
      content: Uint32Array.from(content),
      state: Uint8Array.from(all, (_, row) => hidden.get(row)?.state ?? state("visible")),
      hiddenBy: Uint16Array.from(all, (_, row) => hidden.get(row)?.by ?? 0),
    },
    visible,
    symlinks: new Map(
      all.flatMap(({ kind, linkTarget }, row) => (kind === "symlink" ? [[row, linkTarget ?? ""] as const] : [])),
    ),
    contents: new Map(
      all.flatMap(({ content: text }, row) => (text === undefined ? [] : [[row, Buffer.from(text)] as const])),
    ),
  }
}

function align(size: number): number {
  return Math.ceil(size / 512) * 512
}
