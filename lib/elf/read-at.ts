import { ElfError } from "./elf-error.ts"

/** Reads `length` bytes of a file from `offset`; fewer where the file ends before. */
export type ReadAt = (offset: number, length: number) => Buffer

/** All of the bytes asked for. @throws ElfError `damaged` where the file ends before */
export function readAll(read: ReadAt, offset: number, length: number): Buffer {
  const bytes = read(offset, length)
  if (bytes.length < length)
    throw new ElfError("damaged", `it ends before byte ${offset + length}, where its headers lead`)
  return bytes
}

/** A 64-bit number, as an offset or a length in a file. @throws ElfError `damaged` where no file is that long */
export function readWord(bytes: Buffer, at: number): number {
  const word = bytes.readBigUInt64LE(at)
  if (word > BigInt(Number.MAX_SAFE_INTEGER)) throw new ElfError("damaged", `a header says ${word} bytes`)
  return Number(word)
}
