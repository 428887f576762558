import type { ImageFiles } from "../image-files.ts"
import type { Owners } from "./owners.ts"
import type { PathFinder } from "./path-finder.ts"

/** A file of a package database, as one layer has it. */
export interface DatabaseFile {
  readonly path: string
  /** Last part of the path. */
  readonly name: string
  /** Number of the path. */
  readonly node: number
  readonly content: Buffer
}

/** What readers look things up in, and where they say what they found. */
export interface Context {
  readonly files: ImageFiles
  readonly finder: PathFinder
  readonly owners: Owners
  readonly kinds: PathKinds
}

/** What a path is in any layer. */
export interface PathKinds {
  isFolder(path: number): boolean
  /** A file, link, device: anything that is not a folder. It may be a folder in another layer. */
  isOther(path: number): boolean
}

/** Knows the database of one package manager. */
export interface Reader {
  /** Whether a file belongs to the database (`databaseFiles`). @param name last part of the path */
  isWanted(path: string, name: string): boolean
  /** Claims paths for the packages that its database names, given the files that show, or those that one layer had. */
  read(database: readonly DatabaseFile[], context: Context): void
}
