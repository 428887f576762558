import type { Change } from "./change.ts"
import type { Ledger } from "./ledger.ts"
import type { PathTable } from "./path-table.ts"

const nowhere = 0xffffffff

interface PathSums {
  readonly bytes: Float64Array
  readonly present: Uint8Array
}

function sumsByPath({ rows, paths }: Ledger): PathSums {
  const bytes = new Float64Array(paths.count)
  const present = new Uint8Array(paths.count)
  for (let row = 0; row < rows.bytes.length; row++) {
    const path = rows.path[row] ?? 0
    bytes[path] = (bytes[path] ?? 0) + (rows.bytes[row] ?? 0)
    present[path] = 1
  }
  return { bytes, present }
}

/** Number in `to` of each path of `from`, or `nowhere`; names are compared as bytes. */
function translate(from: PathTable, to: PathTable): Uint32Array {
  const { count, parents, nameStarts, names } = from.data
  const numbers = new Uint32Array(count)
  for (let id = 1; id < count; id++) {
    const folder = numbers[parents[id] ?? 0] ?? nowhere
    if (folder === nowhere) numbers[id] = nowhere
    else {
      // A view of the name alone: a search for a slash must not run on through all names.
      const name = names.subarray(nameStarts[id], nameStarts[id + 1])
      numbers[id] = to.findBytes(name, 0, name.length, folder) ?? nowhere
    }
  }
  return numbers
}

/** Paths that weigh another amount. */
export interface ChangedPaths {
  /** How many there are. */
  readonly count: number
  /** The most changed of them, first the most. */
  readonly changes: readonly Change[]
}

/**
 * Paths that weigh another amount, summed over layers.
 * @param most how many are wanted: a new base changes hundreds of thousands
 */
export function diffPaths(before: Ledger, after: Ledger, most = 100): ChangedPaths {
  const old = sumsByPath(before)
  const now = sumsByPath(after)
  const oldNumbers = translate(after.paths, before.paths)
  // Changed paths as columns: where it is in either table, and what it weighed.
  const inAfter: number[] = []
  const inBefore: number[] = []
  for (let id = 0; id < after.paths.count; id++) {
    const oldId = oldNumbers[id] ?? nowhere
    const isOld = oldId !== nowhere && old.present[oldId] === 1
    if (now.present[id] !== 1) continue
    if (isOld) old.present[oldId] = 2
    if (isOld && old.bytes[oldId] === now.bytes[id]) continue
    if (!isOld && now.bytes[id] === 0) continue
    inAfter.push(id)
    inBefore.push(isOld ? oldId : nowhere)
  }
  for (let id = 0; id < before.paths.count; id++) {
    if (old.present[id] !== 1 || old.bytes[id] === 0) continue
    inAfter.push(nowhere)
    inBefore.push(id)
  }
  const weight = Float64Array.from(inAfter, (id, index) =>
    Math.abs((now.bytes[id] ?? 0) - (old.bytes[inBefore[index] ?? nowhere] ?? 0)),
  )
  const order = Uint32Array.from(inAfter.keys()).sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b)
  const changes = Array.from(order.slice(0, most), (index): Change => {
    const id = inAfter[index] ?? nowhere
    const oldId = inBefore[index] ?? nowhere
    const sizes = { before: old.bytes[oldId] ?? 0, after: now.bytes[id] ?? 0 }
    const path = id === nowhere ? before.paths.path(oldId) : after.paths.path(id)
    const changed = sizes.after > sizes.before ? "grown" : "shrunk"
    const cause = id === nowhere ? "removed" : oldId === nowhere ? "added" : changed
    return { key: path, label: `/${path}`, cause, ...sizes }
  })
  return { count: order.length, changes }
}
