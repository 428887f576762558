/** Bytes of a tar for an entry, where entries are many: icons and node modules. */
const bytesPerEntry = 8192
const [least, most] = [1024, 1 << 20]

/**
 * Rows that columns begin with room for, by the bytes of the tars they come from: to copy columns as they grow takes longer
 * than to fill them, and memory that is never written costs next to nothing.
 */
export function roomFor(tarBytes: number): number {
  return Math.min(most, Math.max(least, Math.ceil(tarBytes / bytesPerEntry)))
}
