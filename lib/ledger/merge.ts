import { type Ledger, type LedgerPackage, unowned } from "./ledger.ts"
import { PathTable } from "./path-table.ts"

/** Number of each path of `from` in `to`, made where it is new. */
function mergePaths(from: PathTable, to: PathTable): Uint32Array {
  const { count, parents, nameStarts, names } = from.data
  const numbers = new Uint32Array(count)
  let path = new Uint8Array(1024)
  const lengths = new Uint32Array(count)
  for (let id = 1; id < count; id++) {
    // From the last name to the first; a path of bytes stays one of bytes.
    let length = lengths[parents[id] ?? 0] ?? 0
    length += (length === 0 ? 0 : 1) + (nameStarts[id + 1] ?? 0) - (nameStarts[id] ?? 0)
    lengths[id] = length
    if (length > path.length) path = new Uint8Array(length * 2)
    let end = length
    for (let node = id; node !== 0; node = parents[node] ?? 0) {
      const start = nameStarts[node] ?? 0
      end -= (nameStarts[node + 1] ?? 0) - start
      path.set(names.subarray(start, nameStarts[node + 1]), end)
      if (end > 0) path[--end] = 0x2f
    }
    numbers[id] = to.internBytes(path, 0, length)
  }
  return numbers
}

/**
 * Layers of several ledgers as those of one image, in the order given: an estimate of steps on the ledger of their base.
 * Packages of the same name, version and place become one. Rows keep their states: what one ledger says of another's paths
 * is not known here.
 * @throws RangeError above 65,535 layers
 */
export function mergeLedgers(image: Ledger["image"], ledgers: readonly Ledger[]): Ledger {
  const layers = ledgers.flatMap((ledger) => ledger.layers)
  if (layers.length > 0xffff) throw new RangeError(`${layers.length} layers are more than a ledger can hold`)
  const length = ledgers.reduce((sum, { rows }) => sum + rows.bytes.length, 0)
  const rows = {
    bytes: new Float64Array(length),
    layer: new Uint16Array(length),
    path: new Uint32Array(length),
    package: new Uint32Array(length),
    category: new Uint8Array(length),
    state: new Uint8Array(length),
  }
  const paths = new PathTable()
  const packages: LedgerPackage[] = [unowned]
  const known = new Map([[identity(unowned), 0]])
  let at = 0
  let firstLayer = 0
  for (const ledger of ledgers) {
    const pathNumbers = mergePaths(ledger.paths, paths)
    const packageNumbers = ledger.packages.map((each) => {
      const number = known.get(identity(each)) ?? packages.length
      if (number === packages.length) packages.push(each)
      known.set(identity(each), number)
      return number
    })
    rows.bytes.set(ledger.rows.bytes, at)
    rows.category.set(ledger.rows.category, at)
    rows.state.set(ledger.rows.state, at)
    for (let row = 0; row < ledger.rows.bytes.length; row++, at++) {
      rows.layer[at] = firstLayer + (ledger.rows.layer[row] ?? 0)
      rows.path[at] = pathNumbers[ledger.rows.path[row] ?? 0] ?? 0
      rows.package[at] = packageNumbers[ledger.rows.package[row] ?? 0] ?? 0
    }
    firstLayer += ledger.layers.length
  }
  return { image, layers, packages, paths, rows }
}

function identity({ ecosystem, name, version, location }: LedgerPackage): string {
  return JSON.stringify([ecosystem, name, version ?? null, location ?? null])
}
