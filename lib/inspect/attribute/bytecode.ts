import type { PathTableData } from "../../ledger/path-table.ts"
import type { Owners } from "./owners.ts"
import type { PathFinder } from "./path-finder.ts"

const suffix = Buffer.from(".pyc")
const [dot, lastByte] = [0x2e, 0x63]
const cacheFolder = "__pycache__"
const sourceSuffix = Buffer.from(".py")

/**
 * Gives compiled modules to whoever owns the module: `a/__pycache__/m.cpython-311.pyc` and `a/m.pyc` to the owner of
 * `a/m.py` (PEP 3147). They are made when a package is installed or first run, and most lists do not have them.
 */
export function claimBytecode({ count, nameStarts, names }: PathTableData, finder: PathFinder, owners: Owners): void {
  const { paths } = finder
  let lastFolder = -1
  let sources = 0
  for (let path = 1; path < count; path++) {
    const end = nameStarts[path + 1] ?? 0
    if (names[end - 1] !== lastByte || owners.isClaimed(path)) continue
    if (!suffix.equals(names.subarray(end - suffix.length, end))) continue
    const folder = paths.parent(path)
    if (folder !== lastFolder) {
      sources = paths.name(folder) === cacheFolder ? paths.parent(folder) : folder
      lastFolder = folder
    }
    const start = nameStarts[path] ?? 0
    const module = names.subarray(start, names.indexOf(dot, start))
    const source = paths.findBytes(Buffer.concat([module, sourceSuffix]), 0, undefined, sources)
    if (source !== undefined) owners.claim(path, owners.ownerOf(source))
  }
}
