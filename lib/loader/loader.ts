import type { ElfObject } from "../elf/index.ts"
import { PathFinder } from "../inspect/attribute/path-finder.ts"
import { entryKinds, type ImageFiles, noRow } from "../inspect/image-files.ts"

const symlink = entryKinds.indexOf("symlink")
const directory = entryKinds.indexOf("directory")

/** By which rule the loader finds a library, in the order in which it asks (ld.so(8)). */
export type LoaderRule =
  | "RPATH"
  | "LD_LIBRARY_PATH"
  | "RUNPATH"
  | "ld.so.cache"
  | "ld.so.conf"
  | "the loader's own folders"

export interface Loaded {
  /** Number of the path that it finds, links followed. */
  readonly path: number
  readonly rule: LoaderRule
}

/** The object that asks for a library, and where it lies. */
export interface LoaderUser {
  readonly path: number
  readonly object: Pick<ElfObject, "rpath" | "runpath" | "machine">
}

export interface LoaderSettings {
  /** Folders that ld.so.conf names (`configuredFolders`). */
  readonly configured: readonly string[]
  /**
   * What ld.so.cache says (`parseLdCache`). The loader reads it and not ld.so.conf; without it the folders of ld.so.conf
   * stand for it, as ldconfig(8) would have written it.
   */
  readonly cache?: ReadonlyMap<string, readonly string[]>
}

/** What the loader searches when nobody says anything, by ELF machine: Debian's and others' (glibc, `SYSLIBDIR`). */
const multiarch: Readonly<Record<number, string>> = { 62: "x86_64-linux-gnu", 183: "aarch64-linux-gnu" }

function ownFolders(machine: number): readonly string[] {
  const triplet = multiarch[machine]
  return [...(triplet ? [`/lib/${triplet}`, `/usr/lib/${triplet}`] : []), "/lib64", "/usr/lib64", "/lib", "/usr/lib"]
}

/**
 * Which copy of a library glibc's loader takes, as far as files tell. What a running program sets (`LD_LIBRARY_PATH`, a
 * library that is loaded already, the RPATH of whoever loads the loader) is not known.
 */
export class Loader {
  readonly #finder: PathFinder
  readonly #files: ImageFiles
  readonly #environment: readonly string[]
  readonly #settings: LoaderSettings

  constructor(files: ImageFiles, settings: LoaderSettings) {
    this.#files = files
    this.#finder = new PathFinder(files)
    this.#settings = settings
    const prefix = "LD_LIBRARY_PATH="
    const setting = files.config.env.find((variable) => variable.startsWith(prefix))?.slice(prefix.length) ?? ""
    this.#environment = setting.split(":").filter((folder) => folder !== "")
  }

  /**
   * @param user the object that asks; `undefined` is a program that says nothing itself
   * @param fits whether the loader takes a file: it passes over those of another machine and searches on
   */
  find(name: string, user: LoaderUser | undefined, fits: (path: number) => boolean = () => true): Loaded | undefined {
    const { rpath = [], runpath = [], machine = 62 } = user?.object ?? {}
    const { configured, cache } = this.#settings
    const inFolders = (rule: LoaderRule, folders: readonly string[]): Loaded | undefined =>
      this.#first(
        rule,
        folders.map((folder) => `${this.#expand(folder, user)}/${name}`),
        fits,
      )
    return (
      // A file's RUNPATH makes the loader pass over its RPATH.
      inFolders("RPATH", runpath.length > 0 ? [] : rpath) ??
      inFolders("LD_LIBRARY_PATH", this.#environment) ??
      inFolders("RUNPATH", runpath) ??
      (cache ? this.#first("ld.so.cache", cache.get(name) ?? [], fits) : inFolders("ld.so.conf", configured)) ??
      inFolders("the loader's own folders", ownFolders(machine))
    )
  }

  /** Path of a library in a folder of ld.so.conf that the cache should know. */
  configured(name: string): number | undefined {
    const { configured } = this.#settings
    return this.#first(
      "ld.so.conf",
      configured.map((folder) => `${folder}/${name}`),
      () => true,
    )?.path
  }

  #first(rule: LoaderRule, paths: readonly string[], fits: (path: number) => boolean): Loaded | undefined {
    for (const text of paths) {
      const path = this.#file(text)
      if (path !== undefined && fits(path)) return { path, rule }
    }
    return undefined
  }

  /** `$ORIGIN` is the folder of the object, `$LIB` is `lib` on Debian (ld.so(8), "Dynamic string tokens"). */
  #expand(folder: string, user: LoaderUser | undefined): string {
    if (!folder.includes("$")) return folder
    const { paths } = this.#files
    const origin = user === undefined ? "/" : `/${paths.path(paths.parent(user.path))}`
    return folder.replace(/\$(?:ORIGIN|\{ORIGIN\})/g, origin).replace(/\$(?:LIB|\{LIB\})/g, "lib")
  }

  #file(text: string): number | undefined {
    const { visible, rows } = this.#files
    const found = this.#finder.findText(text)
    if (found === undefined) return undefined
    const path = this.#finder.follow(found)
    const row = visible[path] ?? noRow
    const kind = row === noRow ? directory : rows.kind[row]
    return kind === symlink || kind === directory ? undefined : path
  }
}
