import { ElfError, type ElfObject, readElf } from "../elf/index.ts"
import type { ImageTree } from "./image-tree.ts"

export interface FoundObject {
  readonly path: number
  readonly object: ElfObject
}

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
      yield { path, object: readElf(tree.read(path)) }
    } catch (error) {
      // Scripts, linker scripts, files of other machines and damaged ones: the loader would not load them either.
      if (!(error instanceof ElfError)) throw error
    }
  }
}
