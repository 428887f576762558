import { type Ledger, rowStates } from "./ledger.ts"

/** What an image weighs, in bytes. */
export interface Sizes {
  /** File bytes summed over all layers: what a host stores. */
  readonly unpackedBytes: number
  /** File bytes of the finished file system. */
  readonly visibleBytes: number
  /** Bytes of all blobs; absent unless it is known of every layer, for a part would be no size of anything. */
  readonly compressedBytes?: number
}

/** Adds up what may not be known; one that is not makes the sum unknown. */
export function sumIfKnown(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.length === 0
    ? undefined
    : numbers.reduce((sum, each) => (sum === undefined || each === undefined ? undefined : sum + each), 0)
}

export function imageSizes({ rows, layers }: Ledger): Sizes {
  const visible = rowStates.indexOf("visible")
  let unpackedBytes = 0
  let visibleBytes = 0
  for (let row = 0; row < rows.bytes.length; row++) {
    const bytes = rows.bytes[row] ?? 0
    unpackedBytes += bytes
    if (rows.state[row] === visible) visibleBytes += bytes
  }
  const compressedBytes = sumIfKnown(layers.map((layer) => layer.compressedBytes))
  return { unpackedBytes, visibleBytes, ...(compressedBytes === undefined ? {} : { compressedBytes }) }
}

/** Unpacked bytes of each layer. */
export function layerBytes({ rows, layers }: Ledger): Float64Array {
  const sums = new Float64Array(layers.length)
  for (let row = 0; row < rows.bytes.length; row++) {
    const layer = rows.layer[row] ?? 0
    sums[layer] = (sums[layer] ?? 0) + (rows.bytes[row] ?? 0)
  }
  return sums
}
