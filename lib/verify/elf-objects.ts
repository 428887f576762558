import { ElfError, type ElfObject, readElf } from "../elf/index.ts"
import type { ImageTree } from "./image-tree.ts"

/** A program or library, or one that is damaged and says why. */
export type FoundObject =
  | { readonly path: number; readonly object: ElfObject }
  | { readonly path: number; readonly damage: string }

const anyExecutable = 0o111
const sharedName = /\.so(\.|$)/
/** Debug symbols are ELF files that nobody loads; 32-bit ones have a loader of their own. */
const notLoaded = /\/\.build-id\/|\/usr\/lib\/debug\//

function readObject(tree: ImageTree, path: number): FoundObject | undefined {
  try {
    return { path, object: readElf(tree.read(path), { deviceCode: false, versions: true }) }
  } catch (error) {
    if (!(error instanceof ElfError)) throw error
    // Scripts, linker scripts and files of other machines are no fault.
    return error.fault === "damaged" ? { path, damage: error.message } : undefined
  }
}

const known = new WeakMap<ImageTree, ReadonlyMap<number, FoundObject>>()

/** Whether a file does not begin as ELF of any kind. */
export function isNoElf(tree: ImageTree, path: number): boolean {
  return !tree.read(path)(0, 4).equals(Buffer.from("\x7fELF"))
}

/**
 * Programs and shared libraries of an image by the number of their path: chosen by permission or name, then by their
 * first bytes. Read once for all checks.
 */
export function elfObjects(tree: ImageTree): ReadonlyMap<number, FoundObject> {
  const before = known.get(tree)
  if (before) return before
  const found = new Map<number, FoundObject>()
  for (const path of tree.paths("file")) {
    const isLikely = (tree.mode(path) & anyExecutable) !== 0 || sharedName.test(tree.baseName(path))
    if (!isLikely || notLoaded.test(tree.name(path))) continue
    const object = readObject(tree, path)
    if (object) found.set(path, object)
  }
  known.set(tree, found)
  return found
}
