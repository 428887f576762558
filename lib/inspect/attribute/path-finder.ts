import { FolderTrail } from "../../ledger/folder-trail.ts"
import { partEnd } from "../../ledger/part-end.ts"
import type { PathTable } from "../../ledger/path-table.ts"
import { entryKinds, type ImageFiles, noRow } from "../image-files.ts"

const slash = 0x2f
const root = 0
/** In the place of a folder that the image has not. */
const missing = noRow
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
  readonly #trail = new FolderTrail()
  #trailBase = root

  constructor(files: ImageFiles) {
    this.paths = files.paths
    this.#files = files
  }

  /** @param base folder that the path is relative to; slashes at the beginning mean nothing */
  find(bytes: Uint8Array, start = 0, end = bytes.length, base = root): number | undefined {
    let from = start
    while (from < end && bytes[from] === slash) from++
    if (from >= end) return base
    if (base !== this.#trailBase) this.#trail.clear()
    this.#trailBase = base
    from += this.#trail.keep(bytes, from, end)
    let folder = this.#trail.nodeOr(this.follow(base))
    for (let to = partEnd(bytes, from, end); to < end; to = partEnd(bytes, from, end)) {
      folder = this.#folderIn(folder, bytes, from, to)
      this.#trail.add(bytes, from, to, folder)
      from = to + 1
    }
    return folder === missing ? undefined : this.paths.findBytes(bytes, from, end, folder)
  }

  /** A folder by its name, followed where it is a link. */
  #folderIn(folder: number, bytes: Uint8Array, start: number, end: number): number {
    const child = folder === missing ? undefined : this.paths.findBytes(bytes, start, end, folder)
    return child === undefined ? missing : this.follow(child)
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
}
