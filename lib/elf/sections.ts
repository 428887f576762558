import { ElfError } from "./elf-error.ts"
import type { ElfHeader } from "./elf-header.ts"
import { type ReadAt, readAll, readWord } from "./read-at.ts"
import { readTable } from "./read-table.ts"

export interface Section {
  readonly name: string
  /** Where it lies in the file. */
  readonly offset: number
  readonly size: number
}

const sectionHeaderSize = 64
/** `sh_type` of a section that takes no bytes of the file. */
const noBits = 8
/** Names of all sections together: a few hundred bytes; a file compiled with a section for each function has more. */
const mostNamesBytes = 16 << 20
/** Longer names are cut: nobody asks for one. */
const mostNameBytes = 64

/** Sections that lie in the file; none where they were stripped. @throws ElfError `damaged` */
export function readSections(read: ReadAt, header: ElfHeader): readonly Section[] {
  const headers = readTable(read, header.sectionHeaders, sectionHeaderSize)
  const namesHeader = headers[header.nameSection]
  if (!namesHeader) return []
  const namesSize = readWord(namesHeader, 32)
  if (namesSize > mostNamesBytes) throw new ElfError("damaged", `its sections' names take ${namesSize} bytes`)
  const names = readAll(read, readWord(namesHeader, 24), namesSize)
  return headers.flatMap((bytes) => {
    if (bytes.readUInt32LE(4) === noBits) return []
    const start = bytes.readUInt32LE(0)
    const text = names.subarray(start, start + mostNameBytes)
    const end = text.indexOf(0)
    const name = text.toString("latin1", 0, end < 0 ? text.length : end)
    return [{ name, offset: readWord(bytes, 24), size: readWord(bytes, 32) }]
  })
}
