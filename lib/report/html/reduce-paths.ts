import type { Ledger, PathTable } from "../../ledger/index.ts"
import { leastOfHeaviest } from "./least-of-heaviest.ts"
import type { ReducedLedger } from "./reduced-ledger.ts"
import { subtreeBytes } from "./subtree-bytes.ts"

const root = 0

/**
 * Number of each kept path when folders come right before what is in them, so that all that is below a path is a range
 * of numbers. A path that is not kept has the number of the nearest folder that is.
 */
function numberInOrder(paths: PathTable, isKept: (id: number) => boolean): Uint32Array {
  const sizes = new Uint32Array(paths.count)
  for (let id = paths.count - 1; id > root; id--) {
    if (!isKept(id)) continue
    sizes[id] = (sizes[id] ?? 0) + 1
    sizes[paths.parent(id)] = (sizes[paths.parent(id)] ?? 0) + (sizes[id] ?? 0)
  }
  const numbers = new Uint32Array(paths.count)
  /** The number that the next child of a path gets. */
  const next = new Uint32Array(paths.count)
  next[root] = 1
  for (let id = 1; id < paths.count; id++) {
    const parent = paths.parent(id)
    if (!isKept(id)) {
      numbers[id] = numbers[parent] ?? root
      continue
    }
    const number = next[parent] ?? 1
    numbers[id] = number
    next[parent] = number + (sizes[id] ?? 0)
    next[id] = number + 1
  }
  return numbers
}

/** The heaviest paths of a ledger, and for each of its paths the kept one that stands for it: itself or a folder above. */
export function reducePaths(
  ledger: Ledger,
  most: number,
): { readonly nodes: ReducedLedger["nodes"]; readonly nodeOf: Uint32Array } {
  const { paths } = ledger
  const bytes = subtreeBytes(ledger)
  // A folder weighs at least what each thing in it does: what reaches the bound has kept folders all the way up.
  const bound = leastOfHeaviest(bytes, most)
  const isKept = (id: number): boolean => (bytes[id] ?? 0) >= bound
  const nodeOf = numberInOrder(paths, isKept)
  const parents = [root]
  const names = [""]
  const folders = [true]
  for (let id = 1; id < paths.count; id++) {
    const parent = nodeOf[paths.parent(id)] ?? root
    // Kept or not, it makes what it is in a folder.
    folders[parent] = true
    const number = nodeOf[id] ?? root
    if (!isKept(id)) continue
    parents[number] = parent
    names[number] = paths.name(id)
    folders[number] = folders[number] ?? false
  }
  return { nodes: { parents, names, folders }, nodeOf }
}
