/** Columns that grow. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** The same kind of array, in the same kind of memory. */
function alike<T extends Column>(array: T, length: number): T {
  const type = array.constructor as new (lengthOrMemory: number | SharedArrayBuffer) => T
  const isShared = array.buffer instanceof SharedArrayBuffer
  return new type(isShared ? new SharedArrayBuffer(length * array.BYTES_PER_ELEMENT) : length)
}

/**
 * An array that has room for `length` elements: the same while it has, else a copy `factor` times as long, in memory of the same kind. Memory that is
 * never written costs next to nothing, copying does.
 * @param most what its length may become
 */
export function grown<T extends Column>(array: T, length: number, factor = 2, most = Number.POSITIVE_INFINITY): T {
  if (length <= array.length) return array
  const copy = alike(array, Math.min(most, Math.max(length, array.length * factor)))
  copy.set(array)
  return copy
}
