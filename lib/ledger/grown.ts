/** Columns that grow. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array

/**
 * An array that has room for `length` elements: the same while it has, else a copy `factor` times as long. Memory that is
 * never written costs next to nothing, copying does.
 * @param most what its length may become
 */
export function grown<T extends Column>(array: T, length: number, factor = 2, most = Number.POSITIVE_INFINITY): T {
  if (length <= array.length) return array
  const copy = new (array.constructor as new (length: number) => T)(
    Math.min(most, Math.max(length, array.length * factor)),
  )
  copy.set(array)
  return copy
}
