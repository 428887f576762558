import { ElfError } from "./elf-error.ts"
import { type ReadAt, readWord } from "./read-at.ts"

/** Kinds of ELF files that matter here (`e_type`). */
export type ElfKind = "executable" | "shared" | "other"

/** Where a table lies in the file. */
export interface TablePlace {
  readonly offset: number
  readonly count: number
  readonly entrySize: number
}

export interface ElfHeader {
  readonly kind: ElfKind
  /** `e_machine`: 62 is x86-64, 183 is AArch64. */
  readonly machine: number
  readonly programHeaders: TablePlace
  readonly sectionHeaders: TablePlace
  /** Number of the section that holds the sections' names. */
  readonly nameSection: number
}

/** Sizes and offsets of ELF64, in bytes: elf(5), System V ABI "Object Files". */
const headerSize = 64
const magic = 0x464c457f
const class64 = 2
const littleEndian = 1

const kinds: Readonly<Record<number, ElfKind>> = { 2: "executable", 3: "shared" }

/**
 * Reads the first header of a 64-bit little-endian ELF file.
 * @throws ElfError `not-elf`, `unsupported`, `damaged`
 */
export function readElfHeader(read: ReadAt): ElfHeader {
  const bytes = read(0, headerSize)
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== magic) throw new ElfError("not-elf", "it is no ELF file")
  if (bytes[4] !== class64) throw new ElfError("unsupported", "it is a 32-bit ELF file; only 64-bit ones are read")
  if (bytes[5] !== littleEndian)
    throw new ElfError("unsupported", "it is a big-endian ELF file; only little-endian ones are read")
  if (bytes.length < headerSize) throw new ElfError("damaged", "it ends within its first header")
  return {
    kind: kinds[bytes.readUInt16LE(16)] ?? "other",
    machine: bytes.readUInt16LE(18),
    programHeaders: {
      offset: readWord(bytes, 32),
      entrySize: bytes.readUInt16LE(54),
      count: bytes.readUInt16LE(56),
    },
    sectionHeaders: {
      offset: readWord(bytes, 40),
      entrySize: bytes.readUInt16LE(58),
      count: bytes.readUInt16LE(60),
    },
    nameSection: bytes.readUInt16LE(62),
  }
}
