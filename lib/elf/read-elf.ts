import { readBuildId } from "./build-id.ts"
import { type Dynamic, readDynamic } from "./dynamic.ts"
import { type ElfKind, readElfHeader } from "./elf-header.ts"
import { type Fatbin, readFatbins } from "./fatbin.ts"
import type { ReadAt } from "./read-at.ts"
import { readSections } from "./sections.ts"
import { readSegments } from "./segments.ts"

/** What is known of a program or a shared library without running it. */
export interface ElfObject extends Dynamic {
  readonly kind: ElfKind
  /** `e_machine`: 62 is x86-64, 183 is AArch64. */
  readonly machine: number
  /** In hexadecimal. */
  readonly buildId?: string
  /** Empty where nobody asked for device code. */
  readonly fatbins: readonly Fatbin[]
}

export interface ReadElfOptions {
  /** Whether fat binaries are walked, default yes: of a large CUDA library that is thousands of small reads all over it. */
  readonly deviceCode?: boolean
}

/**
 * Reads the headers of a 64-bit little-endian ELF file, a few kilobytes of it however large it is. Safe on hostile
 * files: nothing is believed that the file's length does not bear out, and the work is bounded.
 * @throws ElfError `not-elf`, `unsupported`, `damaged`
 */
export function readElf(read: ReadAt, { deviceCode = true }: ReadElfOptions = {}): ElfObject {
  const header = readElfHeader(read)
  const segments = readSegments(read, header)
  const buildId = readBuildId(read, segments)
  return {
    kind: header.kind,
    machine: header.machine,
    ...readDynamic(read, segments),
    ...(buildId === undefined ? {} : { buildId }),
    fatbins: deviceCode ? readFatbins(read, readSections(read, header)) : [],
  }
}
