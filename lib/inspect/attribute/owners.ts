import { type Ecosystem, type LedgerPackage, unowned } from "../../ledger/ledger.ts"
import type { PathTable } from "../../ledger/path-table.ts"

/** Number of `unowned`. */
export const nobody = 0
/** A folder that several packages name. */
const shared = 0xffffffff

/**
 * Who owns each path, while it is being found out. The first to claim a path keeps it, so the order in which
 * `attribute` asks is the precedence; whoever owns a path owns every row of it, in whatever layer.
 */
export class Owners {
  readonly #paths: PathTable
  readonly #packages: LedgerPackage[] = [unowned]
  readonly #numbers = new Map<string, number>()
  readonly #files: Uint32Array
  readonly #folders: Uint32Array

  constructor(paths: PathTable) {
    this.#paths = paths
    this.#files = new Uint32Array(paths.count)
    this.#folders = new Uint32Array(paths.count)
  }

  get packages(): readonly LedgerPackage[] {
    return this.#packages
  }

  /** Number of a package; one that is known by that name keeps the version it has. */
  add(owner: LedgerPackage): number {
    const key = `${owner.ecosystem}\0${owner.name}\0${owner.location ?? ""}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#packages.length
    this.#packages.push(owner)
    this.#numbers.set(key, number)
    return number
  }

  find(ecosystem: Ecosystem, name: string, location = ""): number | undefined {
    return this.#numbers.get(`${ecosystem}\0${name}\0${location}`)
  }

  claim(path: number, owner: number): void {
    if (this.#files[path] === nobody) this.#files[path] = owner
  }

  /** Says that a package has a folder: what nobody claims in it is the package's, unless another has the folder too. */
  claimFolder(path: number, owner: number): void {
    const before = this.#folders[path]
    if (before === nobody) this.#folders[path] = owner
    else if (before !== owner) this.#folders[path] = shared
  }

  /** Says that a folder is nobody's own: a skeleton's, in which others have their places. */
  shareFolder(path: number): void {
    this.#folders[path] = shared
  }

  /** Says that a package has all folders from the one a path is in up to `top`, but not that. */
  claimFoldersUpTo(path: number, top: number, owner: number): void {
    for (let folder = this.#paths.parent(path); folder > top; folder = this.#paths.parent(folder)) {
      this.claimFolder(folder, owner)
    }
  }

  isClaimed(path: number): boolean {
    return this.#files[path] !== nobody
  }

  ownerOf(path: number): number {
    return this.#files[path] ?? nobody
  }

  /** Gives what nobody claimed to the one package that has the nearest folder, and forgets whose the folders are. */
  inheritFolders(): void {
    const inherited = new Uint32Array(this.#paths.count)
    for (let path = 1; path < inherited.length; path++) {
      const own = this.#folders[path] ?? nobody
      const folder = this.#paths.parent(path)
      inherited[path] = own === nobody ? (inherited[folder] ?? nobody) : own === shared ? nobody : own
      this.claim(path, inherited[path] ?? nobody)
    }
    this.#folders.fill(nobody)
  }
}
