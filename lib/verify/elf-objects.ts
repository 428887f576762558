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

/** Programs and shared libraries of an image: by permission or name first, then by their first bytes. */
export function* elfObjects(tree: ImageTree): Generator<FoundObject> {
  for (const path of tree.paths("file")) {
    const isLikely = (tree.mode(path) & anyExecutable) !== 0 || sharedName.test(tree.baseName(path))
    if (!isLikely || notLoaded.test(tree.name(path))) continue
    try {
      yield { path, object: readElf(tree.read(path), { deviceCode: false }) }
    } catch (error) {
      if (!(error instanceof ElfError)) throw error
      // Scripts, linker scripts and files of other machines are no fault.
      if (error.fault === "damaged") yield { path, damage: error.message }
    }
  }
}
