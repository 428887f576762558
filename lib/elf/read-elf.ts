import { readBuildId } from "./build-id.ts"
import { type Dynamic, readDynamic } from "./dynamic.ts"
import { readDynamicTable } from "./dynamic-table.ts"
import { type ElfKind, readElfHeader } from "./elf-header.ts"
import { type Fatbin, readFatbins } from "./fatbin.ts"
import { readInterpreter } from "./interpreter.ts"
import type { ReadAt } from "./read-at.ts"
import { readSections } from "./sections.ts"
import { readSegments } from "./segments.ts"
import { readSymbolVersions, type SymbolVersions } from "./symbol-versions.ts"

/** What is known of a program or a shared library without running it. */
export interface ElfObject extends Dynamic {
  readonly kind: ElfKind
  /** `e_machine`: 62 is x86-64, 183 is AArch64. */
  readonly machine: number
  /** The loader that the kernel starts, where it is a program; libraries mostly name none. */
  readonly interpreter?: string
  /** In hexadecimal. */
  readonly buildId?: string
  /** Empty where nobody asked for device code. */
  readonly fatbins: readonly Fatbin[]
  /** Absent where nobody asked for versions. */
  readonly versions?: SymbolVersions
}

export interface ReadElfOptions {
  /** Whether fat binaries are walked, default yes: of a large CUDA library that is thousands of small reads all over it. */
  readonly deviceCode?: boolean
  /** Whether versions of symbols are read, default no. */
  readonly versions?: boolean
}

/**
 * Reads the headers of a 64-bit little-endian ELF file, a few kilobytes of it however large it is. Safe on hostile
 * files: nothing is believed that the file's length does not bear out, and the work is bounded.
 * @throws ElfError `not-elf`, `unsupported`, `damaged`
 */
export function readElf(read: ReadAt, { deviceCode = true, versions = false }: ReadElfOptions = {}): ElfObject {
  const header = readElfHeader(read)
  const segments = readSegments(read, header)
  const buildId = readBuildId(read, segments)
  const interpreter = readInterpreter(read, segments)
  const table = readDynamicTable(read, segments)
  return {
    kind: header.kind,
    machine: header.machine,
    ...(interpreter === undefined ? {} : { interpreter }),
    ...readDynamic(table),
    ...(buildId === undefined ? {} : { buildId }),
    fatbins: deviceCode ? readFatbins(read, readSections(read, header)) : [],
    ...(versions ? { versions: readSymbolVersions(read, segments, table) } : {}),
  }
}
