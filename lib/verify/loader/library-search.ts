import type { ElfObject } from "../../elf/index.ts"
import type { ImageTree } from "../image-tree.ts"
import { parseLdCache } from "./ld-cache.ts"
import { configuredFolders } from "./ld-conf.ts"

/** Where the loader looks without being told (ld.so(8)), Debian's multiarch folders first. */
const defaultFolders: Readonly<Record<number, readonly string[]>> = {
  62: ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib", "/usr/lib", "/lib64", "/usr/lib64"],
  183: ["/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib", "/usr/lib", "/lib64", "/usr/lib64"],
}
const otherDefaults = ["/lib", "/usr/lib", "/lib64", "/usr/lib64"]

/** What the loader makes of a name. */
export type Search =
  | { readonly kind: "found"; readonly path: number }
  /** Only beside the object that asks: whoever loads that has usually loaded this before. */
  | { readonly kind: "beside"; readonly path: number }
  /** In a folder of ld.so.conf, but not in ld.so.cache, which is what the loader reads. */
  | { readonly kind: "not-in-cache"; readonly path: number }
  | { readonly kind: "missing" }

/** Finds shared libraries in an image as glibc's loader does: RPATH, LD_LIBRARY_PATH, RUNPATH, the cache, the default folders (ld.so(8)). */
export class LibrarySearch {
  readonly #tree: ImageTree
  readonly #cache: ReadonlyMap<string, readonly string[]>
  readonly #environment: readonly string[]
  readonly #configured: readonly string[]

  constructor(tree: ImageTree) {
    this.#tree = tree
    const cache = tree.resolve("/etc/ld.so.cache")
    this.#cache = parseLdCache(cache === undefined ? Buffer.alloc(0) : tree.read(cache)(0, tree.bytes(cache)))
    this.#configured = configuredFolders(tree)
    const variable = tree.files.config.env.find((line) => line.startsWith("LD_LIBRARY_PATH="))
    this.#environment = (variable?.slice("LD_LIBRARY_PATH=".length) ?? "").split(":").filter((folder) => folder !== "")
  }

  find(name: string, object: ElfObject, path: number): Search {
    if (name.includes("/")) return this.#wrap(this.#tree.resolve(name, this.#tree.folder(path)))
    const own = object.runpath.length > 0 ? object.runpath : object.rpath
    const before = object.runpath.length > 0 ? [] : own
    const folders = [...before, ...this.#environment, ...(object.runpath.length > 0 ? own : [])]
    const defaults = defaultFolders[object.machine] ?? otherDefaults
    const found = this.#inFolders(name, folders, path) ?? this.#inCache(name) ?? this.#inFolders(name, defaults, path)
    if (found !== undefined) return { kind: "found", path: found }
    const beside = this.#tree.resolve(name, this.#tree.folder(path))
    if (beside !== undefined) return { kind: "beside", path: beside }
    const configured = this.#inFolders(name, this.#configured, path)
    return configured === undefined ? { kind: "missing" } : { kind: "not-in-cache", path: configured }
  }

  #wrap(path: number | undefined): Search {
    return path === undefined ? { kind: "missing" } : { kind: "found", path }
  }

  #inCache(name: string): number | undefined {
    for (const path of this.#cache.get(name) ?? []) {
      const found = this.#tree.resolve(path)
      if (found !== undefined) return found
    }
    return undefined
  }

  #inFolders(name: string, folders: readonly string[], object: number): number | undefined {
    for (const folder of folders) {
      const found = this.#tree.resolve(`${this.#expand(folder, object)}/${name}`)
      if (found !== undefined && !this.#tree.isFolder(found)) return found
    }
    return undefined
  }

  /** `$ORIGIN` is the folder of the object, `$LIB` is `lib` or `lib64` (ld.so(8), "Dynamic string tokens"). */
  #expand(folder: string, object: number): string {
    if (!folder.includes("$")) return folder
    const origin = this.#tree.name(this.#tree.folder(object))
    return folder.replace(/\$\{?ORIGIN\}?/g, origin).replace(/\$\{?LIB\}?/g, "lib")
  }
}
