import { type Ledger, rowCount } from "../../ledger/index.ts"
import { reducePackages } from "./reduce-packages.ts"
import { reducePaths } from "./reduce-paths.ts"
import type { ReducedLedger } from "./reduced-ledger.ts"

export interface ReduceOptions {
  /** Paths to keep, at most. */
  readonly nodes: number
  /** Packages to keep, at most, besides one for the small ones of each ecosystem. */
  readonly packages: number
  /** Rows to keep; paths and packages are made fewer until they fit. */
  readonly rows: number
}

/** Rows that are alike in all that is kept, summed up. */
function sumAlike(ledger: Ledger, nodeOf: Uint32Array, packageOf: Uint32Array, packages: number) {
  const { rows } = ledger
  const groups = new Map<number, number>()
  const sums = { key: [] as number[], bytes: [] as number[], entries: [] as number[], first: [] as number[] }
  for (let row = 0; row < rowCount(ledger); row++) {
    const owner = packageOf[rows.package[row] ?? 0] ?? 0
    // Five small numbers in one: 2^16 nodes, 2^16 layers, 2^12 packages, 2^5 categories and 2^2 states make 51 bits.
    const place = (nodeOf[rows.path[row] ?? 0] ?? 0) * ledger.layers.length + (rows.layer[row] ?? 0)
    const key = (place * packages + owner) * 128 + (rows.category[row] ?? 0) * 4 + (rows.state[row] ?? 0)
    let group = groups.get(key)
    if (group === undefined) {
      group = sums.key.length
      groups.set(key, group)
      sums.key.push(key)
      sums.bytes.push(0)
      sums.entries.push(0)
      sums.first.push(row)
    }
    sums.bytes[group] = (sums.bytes[group] ?? 0) + (rows.bytes[row] ?? 0)
    sums.entries[group] = (sums.entries[group] ?? 0) + 1
  }
  return sums
}

/**
 * A ledger small enough to be looked at: small files are folded into their folder and small packages into one for their
 * ecosystem. Nothing is lost but names: the sums by layer, category, state and ecosystem, and those of each path and
 * package that is kept, are those of the ledger.
 */
export function reduceLedger(ledger: Ledger, options: ReduceOptions): ReducedLedger {
  const { nodes, nodeOf } = reducePaths(ledger, options.nodes)
  const { packages, packageOf } = reducePackages(ledger, options.packages)
  const sums = sumAlike(ledger, nodeOf, packageOf, packages.length)
  if (sums.key.length > options.rows && options.nodes > 1) {
    const less = Math.min(0.75, options.rows / sums.key.length)
    const fewer = { ...options, nodes: Math.floor(options.nodes * less), packages: Math.ceil(options.packages * less) }
    return reduceLedger(ledger, { ...fewer, nodes: Math.max(1, fewer.nodes) })
  }
  const order = sums.key.map((_, group) => group).sort((a, b) => (sums.key[a] ?? 0) - (sums.key[b] ?? 0))
  const firsts = order.map((group) => sums.first[group] ?? 0)
  const { rows } = ledger
  return {
    layers: ledger.layers,
    packages,
    nodes,
    rows: {
      path: firsts.map((row) => nodeOf[rows.path[row] ?? 0] ?? 0),
      layer: firsts.map((row) => rows.layer[row] ?? 0),
      package: firsts.map((row) => packageOf[rows.package[row] ?? 0] ?? 0),
      category: firsts.map((row) => rows.category[row] ?? 0),
      state: firsts.map((row) => rows.state[row] ?? 0),
      bytes: order.map((group) => sums.bytes[group] ?? 0),
      entries: order.map((group) => sums.entries[group] ?? 0),
    },
  }
}
