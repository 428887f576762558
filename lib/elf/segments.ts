import { ElfError } from "./elf-error.ts"
import type { ElfHeader } from "./elf-header.ts"
import { type ReadAt, readWord } from "./read-at.ts"
import { readTable } from "./read-table.ts"

/** A program header: what the loader goes by, sections or not. */
export interface Segment {
  readonly type: number
  readonly offset: number
  readonly address: number
  /** Bytes in the file. */
  readonly size: number
}

/** `p_type` values. */
export const segmentTypes = { load: 1, dynamic: 2, interpreter: 3, note: 4 } as const

const programHeaderSize = 56

/** @throws ElfError `damaged` */
export function readSegments(read: ReadAt, header: ElfHeader): readonly Segment[] {
  return readTable(read, header.programHeaders, programHeaderSize).map((bytes) => ({
    type: bytes.readUInt32LE(0),
    offset: readWord(bytes, 8),
    address: readAddress(bytes, 16),
    size: readWord(bytes, 32),
  }))
}

/** Addresses of a kernel's own image are beyond what a number holds exactly; none of them is in a loadable file. */
export function readAddress(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at))
}

/** Where an address of the loaded file lies in the file. @throws ElfError `damaged` where it is nowhere */
export function fileOffset(segments: readonly Segment[], address: number): number {
  const found = segments.find(
    (segment) =>
      segment.type === segmentTypes.load && address >= segment.address && address - segment.address < segment.size,
  )
  if (!found) throw new ElfError("damaged", `address 0x${address.toString(16)} is in no part of it that is loaded`)
  return found.offset + (address - found.address)
}
