import { grown } from "../../ledger/grown.ts"
import type { PathTableData } from "../../ledger/path-table.ts"
import type { Owners } from "./owners.ts"
import type { PathFinder } from "./path-finder.ts"

const [dot, p, y, c] = [0x2e, 0x70, 0x79, 0x63]
const cacheFolder = "__pycache__"

/** Whether the name that ends at `end` ends in `.pyc`. */
function isBytecode(names: Uint8Array, end: number): boolean {
  return names[end - 1] === c && names[end - 2] === y && names[end - 3] === p && names[end - 4] === dot
}

/** Writes the name of the module's source to `into`. @returns its length */
function sourceName(names: Uint8Array, start: number, into: Uint8Array): number {
  let length = 0
  while (names[start + length] !== dot) into[length] = names[start + length++] as number
  for (const byte of [dot, p, y]) into[length++] = byte
  return length
}

/**
 * Gives compiled modules to whoever owns the module: `a/__pycache__/m.cpython-311.pyc` and `a/m.pyc` to the owner of
 * `a/m.py` (PEP 3147). They are made when a package is installed or first run, and most lists do not have them.
 */
export function claimBytecode({ count, nameStarts, names }: PathTableData, finder: PathFinder, owners: Owners): void {
  const { paths } = finder
  let lastFolder = -1
  let sources = 0
  let source = new Uint8Array(256)
  for (let path = 1; path < count; path++) {
    const end = nameStarts[path + 1] ?? 0
    const start = nameStarts[path] ?? 0
    if (end - start < ".pyc".length || !isBytecode(names, end) || owners.isClaimed(path)) continue
    const folder = paths.parent(path)
    if (folder !== lastFolder) {
      sources = paths.name(folder) === cacheFolder ? paths.parent(folder) : folder
      lastFolder = folder
    }
    source = grown(source, end - start)
    const module = paths.findBytes(source, 0, sourceName(names, start, source), sources)
    if (module !== undefined) owners.claim(path, owners.ownerOf(module))
  }
}
