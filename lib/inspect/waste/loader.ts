import type { ElfObject } from "../../elf/index.ts"
import { PathFinder } from "../attribute/path-finder.ts"
import type { ContentFacts } from "../contents/content-facts.ts"
import { entryKinds, type ImageFiles, noRow } from "../image-files.ts"

const symlink = entryKinds.indexOf("symlink")

/** By which rule the loader finds a library, in the order in which it asks (ld.so(8)). */
export type LoaderRule = "RPATH" | "LD_LIBRARY_PATH" | "RUNPATH" | "ld.so.conf" | "the loader's own folders"

export interface Loaded {
  /** Row that holds the library's bytes. */
  readonly row: number
  readonly rule: LoaderRule
}

/** What the loader searches when nobody says anything, by ELF machine: Debian's and others' (glibc, `SYSLIBDIR`). */
const multiarch: Readonly<Record<number, string>> = { 62: "x86_64-linux-gnu", 183: "aarch64-linux-gnu" }
const ownFolders = (machine: number): readonly string[] => {
  const triplet = multiarch[machine]
  return [...(triplet ? [`/lib/${triplet}`, `/usr/lib/${triplet}`] : []), "/lib64", "/usr/lib64", "/lib", "/usr/lib"]
}

/** Folders that `/etc/ld.so.conf` and the files of `/etc/ld.so.conf.d` name, in the order of their names. */
function configuredFolders({ loaderSettings }: ContentFacts, { paths, rows }: ImageFiles): readonly string[] {
  const byPath = [...loaderSettings]
    .map(([row, content]) => ({ path: paths.path(rows.path[row] ?? 0), content }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  return byPath
    .flatMap(({ content }) => content.toString("utf8").split("\n"))
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line.startsWith("/"))
}

/**
 * Which copy of a library the loader takes, as far as files tell. What a running program sets (`LD_LIBRARY_PATH`, a
 * library that is loaded already, the RPATH of whoever loads the loader) is not known.
 */
export class Loader {
  readonly #finder: PathFinder
  readonly #files: ImageFiles
  readonly #environment: readonly string[]
  readonly #configured: readonly string[]

  constructor(files: ImageFiles, contents: ContentFacts) {
    this.#files = files
    this.#finder = new PathFinder(files)
    const prefix = "LD_LIBRARY_PATH="
    const setting = files.config.env.find((variable) => variable.startsWith(prefix))?.slice(prefix.length) ?? ""
    this.#environment = setting.split(":").filter((folder) => folder !== "")
    this.#configured = configuredFolders(contents, files)
  }

  /** @param user path number of the object that asks; `undefined` is a program that says nothing itself */
  find(soname: string, user: { readonly path: number; readonly object: ElfObject } | undefined): Loaded | undefined {
    const { rpath = [], runpath = [], machine = 62 } = user?.object ?? {}
    // A file's RUNPATH makes the loader pass over its RPATH.
    const order: readonly (readonly [LoaderRule, readonly string[]])[] = [
      ["RPATH", runpath.length > 0 ? [] : rpath],
      ["LD_LIBRARY_PATH", this.#environment],
      ["RUNPATH", runpath],
      ["ld.so.conf", this.#configured],
      ["the loader's own folders", ownFolders(machine)],
    ]
    const origin = user === undefined ? "/" : `/${this.#files.paths.path(this.#files.paths.parent(user.path))}`
    for (const [rule, folders] of order) {
      for (const folder of folders) {
        const row = this.#rowIn(folder.replace(/\$(?:ORIGIN|\{ORIGIN\})/g, origin), soname)
        if (row !== undefined) return { row, rule }
      }
    }
    return undefined
  }

  #rowIn(folder: string, soname: string): number | undefined {
    const { visible, rows } = this.#files
    const path = this.#finder.findText(`${folder}/${soname}`)
    if (path === undefined) return undefined
    const row = visible[this.#finder.follow(path)] ?? noRow
    if (row === noRow || rows.kind[row] === symlink) return undefined
    const content = rows.content[row] ?? noRow
    return content === noRow ? undefined : content
  }
}
