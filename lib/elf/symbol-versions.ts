import { type DynamicTable, dynamicTags } from "./dynamic-table.ts"
import { ElfError } from "./elf-error.ts"
import { type ReadAt, readAll } from "./read-at.ts"
import { fileOffset, type Segment } from "./segments.ts"

/** Versions of symbols that one library has to define, or the loader refuses to start whoever asks. */
export interface NeededVersions {
  /** Name of the library, as in `needed`. */
  readonly library: string
  /** As `GLIBC_2.38`; weak ones, without which the loader only warns, are left out. */
  readonly versions: readonly string[]
}

export interface SymbolVersions {
  readonly needed: readonly NeededVersions[]
  /** Empty for a library without versions: the loader takes it for whatever is asked. */
  readonly defined: readonly string[]
}

/*
 * Records of the GNU extension, chained by the distance to the next (LSB Core 5.0, "Symbol Versioning"): a file's needs
 * are Verneed (u16 version, u16 count, u32 file, u32 aux, u32 next) with Vernaux (u32 hash, u16 flags, u16 other, u32 name,
 * u32 next), what it defines is Verdef (u16 version, u16 flags, u16 index, u16 count, u32 hash, u32 aux, u32 next) with
 * Verdaux (u32 name, u32 next), of which the first names the version.
 */
const needSize = 16
const needNameSize = 16
const definitionSize = 20
const definitionNameSize = 8
const flagBase = 1
const flagWeak = 2
/** glibc, which has most, defines about sixty. */
const mostRecords = 4096
const mostNameBytes = 256

/** Versions of symbols that a file needs of others and defines itself. @throws ElfError `damaged` */
export function readSymbolVersions(
  read: ReadAt,
  segments: readonly Segment[],
  table: DynamicTable | undefined,
): SymbolVersions {
  if (!table) return { needed: [], defined: [] }
  let records = 0
  function* chain(start: number, size: number, nextAt: number): Generator<readonly [number, Buffer]> {
    for (let at = start, next = -1; next !== 0; at += next) {
      if (++records > mostRecords) throw new ElfError("damaged", `it has more than ${mostRecords} versions of symbols`)
      const record = readAll(read, at, size)
      next = record.readUInt32LE(nextAt)
      yield [at, record]
    }
  }
  const name = (at: number): string => table.text(at, mostNameBytes)
  const start = (tag: number): number | undefined => {
    const [address] = table.values(tag)
    return address === undefined ? undefined : fileOffset(segments, address)
  }

  const needed: NeededVersions[] = []
  const needsAt = start(dynamicTags.neededVersions)
  if (needsAt !== undefined) {
    for (const [at, need] of chain(needsAt, needSize, 12)) {
      const names = chain(at + need.readUInt32LE(8), needNameSize, 12)
      const versions = [...names].flatMap(([, aux]) =>
        (aux.readUInt16LE(4) & flagWeak) === 0 ? [name(aux.readUInt32LE(8))] : [],
      )
      needed.push({ library: name(need.readUInt32LE(4)), versions })
    }
  }

  const defined: string[] = []
  const definitionsAt = start(dynamicTags.definedVersions)
  if (definitionsAt !== undefined) {
    for (const [at, definition] of chain(definitionsAt, definitionSize, 16)) {
      // The base definition is the name of the file itself.
      if ((definition.readUInt16LE(2) & flagBase) !== 0) continue
      defined.push(name(readAll(read, at + definition.readUInt32LE(12), definitionNameSize).readUInt32LE(0)))
    }
  }
  return { needed, defined }
}
