import type { Owners } from "./owners.ts"
import type { PathFinder } from "./path-finder.ts"

const suffix = Buffer.from(".pyc")

/**
 * Gives compiled modules to whoever owns the module: `a/__pycache__/m.cpython-311.pyc` and `a/m.pyc` to the owner of
 * `a/m.py` (PEP 3147). They are made when a package is installed or first run, and most lists do not have them.
 */
export function claimBytecode(finder: PathFinder, owners: Owners): void {
  const { paths } = finder
  const { count, nameStarts, names } = paths.data
  for (let path = 1; path < count; path++) {
    const end = nameStarts[path + 1] ?? 0
    if (owners.isClaimed(path) || !suffix.equals(names.subarray(end - suffix.length, end))) continue
    const folder = paths.parent(path)
    const isCached = paths.name(folder) === "__pycache__"
    const [module = ""] = paths.name(path).split(".")
    const source = paths.child(isCached ? paths.parent(folder) : folder, `${module}.py`)
    if (source !== undefined) owners.claim(path, owners.ownerOf(source))
  }
}
