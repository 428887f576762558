import {
  type Category,
  categories,
  type Ledger,
  type LedgerLayer,
  type LedgerPackage,
  PathTable,
  type RowState,
  rowStates,
  unowned,
} from "../../../lib/ledger/index.ts"

export interface MadeRow {
  readonly path: string
  readonly bytes: number
  /** Number of the layer; default 0. */
  readonly layer?: number
  /** Number of the package; default 0, nobody. */
  readonly package?: number
  readonly category?: Category
  readonly state?: RowState
}

/** What is not said is made up: as many layers as rows name, `step-0`, `step-1`, ... */
export interface MadeLedger {
  readonly ref?: string
  readonly id?: string
  readonly layers?: readonly Partial<LedgerLayer>[]
  /** Without `unowned`, which becomes number 0; the first one here is number 1. */
  readonly packages?: readonly LedgerPackage[]
  readonly rows: readonly MadeRow[]
}

function made(layer: Partial<LedgerLayer> | undefined, number: number): LedgerLayer {
  return { diffId: `sha256:${String(number).padStart(64, "0")}`, step: `step-${number}`, ...layer }
}

/** A ledger written down in a test. */
export function makeLedger({ ref = "made", id, layers = [], packages = [], rows }: MadeLedger): Ledger {
  const paths = new PathTable()
  const last = rows.reduce((most, { layer = 0 }) => Math.max(most, layer), layers.length - 1)
  return {
    image: { ref, ...(id === undefined ? {} : { id }) },
    layers: Array.from({ length: last + 1 }, (_, number) => made(layers[number], number)),
    packages: [unowned, ...packages],
    paths,
    rows: {
      bytes: Float64Array.from(rows, ({ bytes }) => bytes),
      layer: Uint16Array.from(rows, ({ layer = 0 }) => layer),
      path: Uint32Array.from(rows, ({ path }) => paths.intern(path)),
      package: Uint32Array.from(rows, (row) => row.package ?? 0),
      category: Uint8Array.from(rows, ({ category = "other" }) => categories.indexOf(category)),
      state: Uint8Array.from(rows, ({ state = "visible" }) => rowStates.indexOf(state)),
    },
  }
}
