/** Why a file was not read as ELF. */
export type ElfFault =
  /** It does not begin as one. */
  | "not-elf"
  /** It is one, of a kind that is not read here: 32 bit, or big endian. */
  | "unsupported"
  /** What its headers say does not fit the file. */
  | "damaged"

/** A file that cannot be read as ELF; `fault` says whether that is anybody's fault. */
export class ElfError extends Error {
  override readonly name = "ElfError"
  readonly fault: ElfFault

  constructor(fault: ElfFault, message: string) {
    super(message)
    this.fault = fault
  }
}
