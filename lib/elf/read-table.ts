import { ElfError } from "./elf-error.ts"
import type { TablePlace } from "./elf-header.ts"
import { type ReadAt, readAll } from "./read-at.ts"

/** Entries of a table of headers. @throws ElfError `damaged` */
export function readTable(read: ReadAt, { offset, count, entrySize }: TablePlace, wanted: number): readonly Buffer[] {
  if (count === 0) return []
  if (entrySize < wanted) throw new ElfError("damaged", `its headers have ${entrySize} bytes, not ${wanted}`)
  // At most 65,535 entries of 65,535 bytes by their fields' width, but no file has more than a few of 64.
  if (count * entrySize > 16 << 20) throw new ElfError("damaged", `its headers take ${count * entrySize} bytes`)
  const bytes = readAll(read, offset, count * entrySize)
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * entrySize, (index + 1) * entrySize))
}
