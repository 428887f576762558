import type { Column } from "./grown.ts"

/** Makes an array over memory of its own. */
interface ColumnType<T extends Column> {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: SharedArrayBuffer): T
}

/** A column of zeros in memory that all threads see: to tell one of it copies nothing. Memory that is never written costs nothing. */
export function sharedColumn<T extends Column>(type: ColumnType<T>, length: number): T {
  return new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT))
}
