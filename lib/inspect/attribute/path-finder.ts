import type { PathTable } from "../../ledger/path-table.ts"
import { entryKinds, type ImageFiles, noRow } from "../image-files.ts"

const slash = 0x2f
const root = 0
const symlink = entryKinds.indexOf("symlink")
/** As the kernel's limit for symbolic links in one path (path_resolution(7)). */
const mostLinks = 40

/**
 * Finds paths as a database writes them in the table of an image. Debian's lists still say `/bin/sh` where the file is
 * `usr/bin/sh` and `bin` a link, so folders are followed through the links on their way.
 */
export class PathFinder {
  readonly paths: PathTable
  readonly #files: ImageFiles
  /** Where links lead, as far as somebody asked. */
  readonly #followed = new Map<number, number>()
  /** Neighbours in a list mostly share their folder. */
  #lastBytes: Uint8Array = new Uint8Array(0)
  #lastStart = 0
  #lastLength = -1
  #lastBase = root
  #lastFolder: number | undefined = undefined

  constructor(files: ImageFiles) {
    this.paths = files.paths
    this.#files = files
  }

  /** @param base folder that the path is relative to; slashes at the beginning mean nothing */
  find(bytes: Uint8Array, start = 0, end = bytes.length, base = root): number | undefined {
    let from = start
    while (from < end && bytes[from] === slash) from++
    if (from >= end) return base
    let last = end - 1
    while (last > from && bytes[last] !== slash) last--
    const folder = last <= from ? this.follow(base) : this.#folder(bytes, from, last, base)
    return folder === undefined ? undefined : this.paths.findBytes(bytes, last <= from ? from : last + 1, end, folder)
  }

  /** As `find`, for one that may have `.` and `..` in it, or begin with `/` for the root. */
  findText(path: string, base = root): number | undefined {
    return this.#resolve(path, base, 0)
  }

  /** Path that a visible link leads to in the end; the path itself where it is no link or leads nowhere. */
  follow(path: number): number {
    return this.#follow(path, 0)
  }

  #follow(path: number, links: number): number {
    const row = this.#files.visible[path] ?? noRow
    if (row === noRow || this.#files.rows.kind[row] !== symlink) return path
    const known = this.#followed.get(path)
    if (known !== undefined) return known
    const target = links < mostLinks ? this.#files.symlinks.get(row) : undefined
    const next = target === undefined ? undefined : this.#resolve(target, this.paths.parent(path), links + 1)
    const end = next === undefined ? path : this.#follow(next, links + 1)
    this.#followed.set(path, end)
    return end
  }

  #resolve(path: string, base: number, links: number): number | undefined {
    let at: number | undefined = path.startsWith("/") ? root : base
    for (const part of path.split("/")) {
      if (part === "" || part === ".") continue
      const folder = this.#follow(at, links)
      at = part === ".." ? this.paths.parent(folder) : this.paths.child(folder, part)
      if (at === undefined) return undefined
    }
    return at
  }

  #folder(bytes: Uint8Array, start: number, end: number, base: number): number | undefined {
    if (base === this.#lastBase && this.#isLast(bytes, start, end - start)) return this.#lastFolder
    this.#lastFolder = this.#walk(bytes, start, end, base)
    this.#lastBytes = bytes
    this.#lastStart = start
    this.#lastLength = end - start
    this.#lastBase = base
    return this.#lastFolder
  }

  #isLast(bytes: Uint8Array, start: number, length: number): boolean {
    if (length !== this.#lastLength) return false
    for (let index = length - 1; index >= 0; index--) {
      if (this.#lastBytes[this.#lastStart + index] !== bytes[start + index]) return false
    }
    return true
  }

  #walk(bytes: Uint8Array, start: number, end: number, base: number): number | undefined {
    let folder = this.follow(base)
    for (let from = start; from < end; ) {
      const next = bytes.indexOf(slash, from)
      const to = next < 0 || next > end ? end : next
      const child = this.paths.findBytes(bytes, from, to, folder)
      if (child === undefined) return undefined
      folder = this.follow(child)
      from = to + 1
    }
    return folder
  }
}
