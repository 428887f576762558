import { rowStates } from "../ledger/ledger.ts"
import type { PathTable } from "../ledger/path-table.ts"
import { sharedColumn } from "../ledger/shared-column.ts"
import { type EntryColumns, entryKinds, type LinkTargets, noRow } from "./image-files.ts"

const directory = entryKinds.indexOf("directory")
const symlink = entryKinds.indexOf("symlink")
const overwritten = rowStates.indexOf("overwritten")
const deleted = rowStates.indexOf("deleted")
const root = 0
/** As many links in a row as Linux follows (path_resolution(7)). */
const mostLinks = 40

/** The finished file system of layers laid over each other: which row shows at each path. */
export class Overlay {
  readonly #paths: PathTable
  readonly #rows: EntryColumns
  readonly #symlinks: LinkTargets
  #visible: Uint32Array = sharedColumn(Uint32Array, 1024).fill(noRow)
  /** Children of each node as a chain: the first, and each one's next. 0 ends it, since the root is nobody's child. */
  #firstChild: Uint32Array = new Uint32Array(1024)
  #nextChild: Uint32Array = new Uint32Array(1024)
  #known = 1
  /** Folders of tars that lead through a symbolic link, and where they are. */
  readonly #redirects = new Map<number, number>()

  constructor(paths: PathTable, rows: EntryColumns, symlinks: LinkTargets) {
    this.#paths = paths
    this.#rows = rows
    this.#symlinks = symlinks
  }

  /** Row that shows at each path; `noRow` where there is none. */
  get visible(): Uint32Array {
    this.learnPaths()
    return this.#visible.subarray(0, this.#paths.count)
  }

  /** Makes room for paths that came since. */
  learnPaths(): void {
    const { count } = this.#paths
    if (count > this.#visible.length) {
      const length = Math.max(count, this.#visible.length * 2)
      const widen = (array: Uint32Array, filling: number): Uint32Array => {
        const wider = sharedColumn(Uint32Array, length).fill(filling, array.length)
        wider.set(array)
        return wider
      }
      this.#visible = widen(this.#visible, noRow)
      this.#firstChild = widen(this.#firstChild, 0)
      this.#nextChild = widen(this.#nextChild, 0)
    }
    for (; this.#known < count; this.#known++) {
      const parent = this.#paths.parent(this.#known)
      this.#nextChild[this.#known] = this.#firstChild[parent] ?? 0
      this.#firstChild[parent] = this.#known
    }
  }

  #kindAt(path: number): number | undefined {
    const row = this.#visible[path] ?? noRow
    return row === noRow ? undefined : this.#rows.kind[row]
  }

  #hide(path: number, layer: number, state: number): void {
    const row = this.#visible[path] ?? noRow
    if (row === noRow) return
    this.#visible[path] = noRow
    this.#rows.state[row] = state
    this.#rows.hiddenBy[row] = layer
  }

  /** Hides all below a folder. */
  hideBelow(folder: number, layer: number): void {
    const waiting = [folder]
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (let child = this.#firstChild[node] ?? 0; child !== 0; child = this.#nextChild[child] ?? 0) {
        this.#hide(child, layer, deleted)
        if (this.#firstChild[child] !== 0) waiting.push(child)
      }
    }
  }

  /** Hides a path and all below it. */
  hide(path: number, layer: number): void {
    this.#hide(path, layer, deleted)
    this.hideBelow(path, layer)
  }

  /** Where a path leads if a folder on its way is a symbolic link of a lower layer: tars are laid out through links. */
  locate(path: number): number {
    const parent = this.#paths.parent(path)
    const folder = this.#folderOf(parent)
    if (folder === parent) return path
    const located = this.#paths.internBytes(Buffer.from(join(this.#paths.path(folder), this.#paths.name(path))))
    this.learnPaths()
    return located
  }

  /** Where a folder is: itself, unless it or a folder above it is a link. What is no folder gives way to one. */
  #folderOf(folder: number): number {
    if (folder === root || this.#kindAt(folder) === directory) return folder
    const redirect = this.#redirects.get(folder)
    if (redirect !== undefined) return redirect
    // Tars may leave folders out: the nearest one above that is there tells.
    let node = folder
    while (node !== root && this.#kindAt(node) === undefined && !this.#redirects.has(node))
      node = this.#paths.parent(node)
    const kind = this.#redirects.has(node) ? symlink : this.#kindAt(node)
    if (node === root || kind === directory) return folder
    const resolved = kind === symlink ? this.#resolve(folder) : folder
    if (resolved !== folder) this.#redirects.set(folder, resolved)
    return resolved
  }

  /** Follows every symbolic link on the way to a folder, within the image. */
  #resolve(folder: number): number {
    const waiting = this.#paths.path(folder).split("/").reverse()
    let node = root
    let links = 0
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      if (part === "" || part === ".") continue
      if (part === "..") {
        node = this.#paths.parent(node)
        continue
      }
      const child: number = this.#paths.child(node, part) ?? this.#intern(node, part)
      const target = this.#kindAt(child) === symlink ? this.#symlinks.get(this.#visible[child] ?? noRow) : undefined
      if (target === undefined || ++links > mostLinks) {
        node = child
        continue
      }
      if (target.startsWith("/")) node = root
      waiting.push(...target.split("/").reverse())
    }
    return node
  }

  #intern(folder: number, name: string): number {
    const path = this.#paths.intern(join(this.#paths.path(folder), name))
    this.learnPaths()
    return path
  }

  /** A file that stands where a folder has to be goes. Tars may leave folders out: the nearest one above tells. */
  #makeWay(folder: number, layer: number): void {
    let node = folder
    while (node !== root && this.#kindAt(node) === undefined) node = this.#paths.parent(node)
    if (node !== root && this.#kindAt(node) !== directory) this.#hide(node, layer, overwritten)
  }

  /** Says that another layer begins: links of the one before may have changed. */
  nextLayer(): void {
    this.#redirects.clear()
    this.learnPaths()
  }

  /** Lays a row over what is at its path. */
  place(row: number): void {
    const layer = this.#rows.layer[row] ?? 0
    const path = this.locate(this.#rows.path[row] ?? root)
    this.#rows.path[row] = path
    this.#makeWay(this.#paths.parent(path), layer)
    const isFolder = this.#rows.kind[row] === directory
    // A folder over a folder keeps what is in it; anything else does not. Tars may leave folders out.
    if (!isFolder && this.#firstChild[path] !== 0) this.hideBelow(path, layer)
    this.#hide(path, layer, overwritten)
    this.#visible[path] = row
  }

  /** Row that shows at a path, where there is one; folders on the way may be links. */
  rowAt(path: number): number | undefined {
    const row = this.#visible[this.locate(path)] ?? noRow
    return row === noRow ? undefined : row
  }
}

function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`
}
