import type { ReadAt } from "../elf/index.ts"
import type { Attribution } from "../inspect/attribute/index.ts"
import { PathFinder } from "../inspect/attribute/path-finder.ts"
import { entryKinds, type ImageFiles, noRow } from "../inspect/image-files.ts"
import type { Ecosystem } from "../ledger/index.ts"

const kindFile = entryKinds.indexOf("file")
const kindSymlink = entryKinds.indexOf("symlink")
const kindDirectory = entryKinds.indexOf("directory")
const kindWhiteout = entryKinds.indexOf("whiteout")

/** Reads a file's content by the row that holds it. */
export type ReadContent = (row: number) => ReadAt

/** What every check asks of an image: what is where in its finished file system, and what it holds. */
export class ImageTree {
  readonly files: ImageFiles
  readonly #finder: PathFinder
  readonly #attribution: Attribution
  readonly #steps: readonly string[]
  readonly #content: ReadContent
  readonly #texts = new Map<number, string>()
  #byName: ReadonlyMap<string, readonly number[]> | undefined
  #children: { readonly first: Uint32Array; readonly next: Uint32Array } | undefined

  constructor(parts: {
    readonly files: ImageFiles
    readonly attribution: Attribution
    /** What made each layer. */
    readonly steps: readonly string[]
    readonly content: ReadContent
  }) {
    this.files = parts.files
    this.#attribution = parts.attribution
    this.#steps = parts.steps
    this.#content = parts.content
    this.#finder = new PathFinder(parts.files)
  }

  /** Paths of everything that shows and is of a kind. */
  *paths(kind: "file" | "symlink"): Generator<number> {
    const wanted = kind === "file" ? kindFile : kindSymlink
    for (const [path, row] of this.files.visible.entries()) {
      if (row === noRow) continue
      const found = this.files.rows.kind[row]
      if (found === wanted || (kind === "file" && found === entryKinds.indexOf("hardlink"))) yield path
    }
  }

  /** Path as text, with a slash at its beginning. */
  name(path: number): string {
    return `/${this.files.paths.path(path)}`
  }

  /** Path where `text` is, as it is written; the last part is not followed. */
  at(text: string, folder?: number): number | undefined {
    return this.#finder.findText(text, folder)
  }

  /** Where a path leads, links followed; `undefined` where nothing is there. */
  resolve(text: string, folder?: number): number | undefined {
    const path = this.at(text, folder)
    return path === undefined ? undefined : this.follow(path)
  }

  /** Where a link leads in the end; `undefined` where nothing is there. */
  follow(path: number): number | undefined {
    const end = this.#finder.follow(path)
    const row = this.files.visible[end] ?? noRow
    if (row === noRow) return this.#hasChildren(end) ? end : undefined
    return this.files.rows.kind[row] === kindSymlink ? undefined : end
  }

  /** Target of the link that shows at a path, as it is written. */
  target(path: number): string | undefined {
    return this.files.symlinks.get(this.files.visible[path] ?? noRow)
  }

  /** Whether anything shows at a path, a dangling link included. */
  shows(path: number): boolean {
    return (this.files.visible[path] ?? noRow) !== noRow || this.#hasChildren(path)
  }

  exists(text: string, folder?: number): boolean {
    return this.resolve(text, folder) !== undefined
  }

  isFolder(path: number): boolean {
    const row = this.files.visible[path] ?? noRow
    return row === noRow ? this.#hasChildren(path) : this.files.rows.kind[row] === kindDirectory
  }

  /** Numbers of what shows in a folder. */
  *list(folder: number): Generator<number> {
    const { first, next } = this.#links()
    for (let child = first[folder] ?? 0; child !== 0; child = next[child] ?? 0) {
      if ((this.files.visible[child] ?? noRow) !== noRow || this.#hasChildren(child)) yield child
    }
  }

  baseName(path: number): string {
    return this.files.paths.name(path)
  }

  folder(path: number): number {
    return this.files.paths.parent(path)
  }

  /** Permission bits of what shows at a path. */
  mode(path: number): number {
    const row = this.files.visible[path] ?? noRow
    return row === noRow ? 0 : (this.files.rows.mode[row] ?? 0)
  }

  /** Content bytes of a file. */
  bytes(path: number): number {
    const row = this.#contentRow(path)
    return row === noRow ? 0 : (this.files.rows.bytes[row] ?? 0)
  }

  /** Reads a file; gives no bytes for what is none. */
  read(path: number): ReadAt {
    const row = this.#contentRow(path)
    return row === noRow ? () => Buffer.alloc(0) : this.#content(row)
  }

  /** A small file as text. */
  text(path: number): string {
    const known = this.#texts.get(path)
    if (known !== undefined) return known
    const text = this.read(path)(0, this.bytes(path)).toString("utf8")
    this.#texts.set(path, text)
    return text
  }

  /** Package that a path belongs to, where one is known. */
  owner(path: number): string | undefined {
    const row = this.files.visible[path] ?? noRow
    const { packages } = this.#attribution
    const name = row === noRow ? "" : packages[this.#attribution.package[row] ?? 0]?.name
    return name === "" ? undefined : name
  }

  /** Who manages the package that a path belongs to; `none` where it belongs to none. */
  ecosystem(path: number): Ecosystem {
    const row = this.files.visible[path] ?? noRow
    const owner = row === noRow ? undefined : this.#attribution.packages[this.#attribution.package[row] ?? 0]
    return owner?.ecosystem ?? "none"
  }

  /** Whether a package manager brought a path, and not somebody by hand. */
  isPackaged(path: number): boolean {
    const ecosystem = this.ecosystem(path)
    return ecosystem !== "none" && ecosystem !== "image"
  }

  /** Category of a path, by its number in lib/ledger; 0 where nothing shows. */
  category(path: number): number {
    const row = this.files.visible[path] ?? noRow
    return row === noRow ? 0 : (this.#attribution.category[row] ?? 0)
  }

  /** Every path that had this name in any layer. */
  everNamed(name: string): readonly number[] {
    return this.#names().get(name) ?? []
  }

  /** Every path whose name is like this in any layer. */
  everLike(name: RegExp): readonly number[] {
    return [...this.#names()].flatMap(([known, paths]) => (name.test(known) ? paths : []))
  }

  /** The layer that took a path away, as a sentence; `undefined` where it never was there. */
  whoRemoved(path: number): string | undefined {
    if (this.shows(path)) return undefined
    const { rows } = this.files
    for (let row = rows.path.length - 1; row >= 0; row--) {
      if (rows.path[row] !== path || rows.kind[row] === kindWhiteout) continue
      return `${this.#layerName(rows.hiddenBy[row] ?? 0)} deleted ${this.name(path)}`
    }
    return undefined
  }

  /** Number of the layer that wrote what shows at a path, from 0, and its step as a sentence. */
  whoWrote(path: number): { readonly layer: number; readonly sentence: string } {
    const layer = this.files.rows.layer[this.files.visible[path] ?? noRow] ?? 0
    return { layer, sentence: `${this.#layerName(layer)} wrote ${this.name(path)}` }
  }

  #layerName(layer: number): string {
    const step = this.#steps[layer]
    return `layer ${layer + 1}${step ? ` (${step})` : ""}`
  }

  #names(): ReadonlyMap<string, readonly number[]> {
    if (this.#byName) return this.#byName
    const { paths } = this.files
    const byName = new Map<string, number[]>()
    for (let path = 1; path < paths.count; path++) {
      const name = paths.name(path)
      const known = byName.get(name)
      if (known) known.push(path)
      else byName.set(name, [path])
    }
    this.#byName = byName
    return byName
  }

  #contentRow(path: number): number {
    const row = this.files.visible[path] ?? noRow
    return row === noRow ? noRow : (this.files.rows.content[row] ?? noRow)
  }

  /** Tars may leave folders out: one is there if anything below it shows. */
  #hasChildren(path: number): boolean {
    const { first, next } = this.#links()
    for (let child = first[path] ?? 0; child !== 0; child = next[child] ?? 0) {
      if ((this.files.visible[child] ?? noRow) !== noRow || this.#hasChildren(child)) return true
    }
    return false
  }

  #links(): { readonly first: Uint32Array; readonly next: Uint32Array } {
    if (this.#children) return this.#children
    const { paths } = this.files
    const first = new Uint32Array(paths.count)
    const next = new Uint32Array(paths.count)
    for (let path = paths.count - 1; path > 0; path--) {
      const parent = paths.parent(path)
      next[path] = first[parent] ?? 0
      first[parent] = path
    }
    this.#children = { first, next }
    return this.#children
  }
}
