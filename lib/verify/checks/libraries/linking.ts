import type { ElfObject } from "../../../elf/index.ts"
import { type Loaded, Loader, parseLdCache } from "../../../loader/index.ts"
import { elfObjects, type FoundObject } from "../../elf-objects.ts"
import type { ImageTree } from "../../image-tree.ts"
import { configuredFolders } from "../../ld-conf.ts"
import { searchPath } from "../interpreters.ts"

/** An image as its loader sees it. */
export interface Linking {
  readonly tree: ImageTree
  readonly objects: ReadonlyMap<number, FoundObject>
  readonly loader: Loader
  /** Folders of PATH. */
  readonly commands: ReadonlySet<number>
}

/** The program or library that asks. */
export interface Asking {
  readonly path: number
  readonly object: ElfObject
}

/** The loader of the image, reading the image's own ld.so.cache; without one it has only its own folders. */
export function linkingOf(tree: ImageTree): Linking {
  const path = tree.resolve("/etc/ld.so.cache")
  const cache = parseLdCache(path === undefined ? Buffer.alloc(0) : tree.read(path)(0, tree.bytes(path)))
  const loader = new Loader(tree.files, { configured: configuredFolders(tree), cache })
  const commands = new Set(searchPath(tree).flatMap((folder) => tree.resolve(folder) ?? []))
  return { tree, objects: elfObjects(tree), loader, commands }
}

/** The object at a path, where it is one and is whole. */
export function objectAt({ objects }: Linking, path: number): ElfObject | undefined {
  const found = objects.get(path)
  return found && "object" in found ? found.object : undefined
}

/** Whether a file is for the machine of whoever asks; the loader passes over others. */
export function isForSame(linking: Linking, path: number, { object }: Asking): boolean {
  const machine = objectAt(linking, path)?.machine
  return machine === undefined || machine === object.machine
}

/** What the loader takes for a name that an object asks for. */
export function loadedBy(linking: Linking, name: string, asking: Asking): Loaded | undefined {
  return linking.loader.find(name, asking, (path) => isForSame(linking, path, asking))
}

/** Files of this name, and where links of this name lead. */
export function copiesOf({ tree }: Linking, name: string): readonly number[] {
  return tree.everNamed(name).flatMap((path) => tree.follow(path) ?? [])
}
