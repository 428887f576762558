import { ElfError } from "./elf-error.ts"
import { type ReadAt, readAll } from "./read-at.ts"
import { fileOffset, readAddress, type Segment, segmentTypes } from "./segments.ts"

/** `d_tag` values (System V ABI, "Dynamic Section"; LSB Core, "Symbol Versioning" for the last four). */
export const dynamicTags = {
  end: 0,
  needed: 1,
  strings: 5,
  stringsSize: 10,
  soname: 14,
  rpath: 15,
  runpath: 29,
  definedVersions: 0x6ffffffc,
  definedVersionsCount: 0x6ffffffd,
  neededVersions: 0x6ffffffe,
  neededVersionsCount: 0x6fffffff,
} as const

/** The dynamic section: numbers by tag, and the texts that some of them mean. */
export interface DynamicTable {
  values(tag: number): readonly number[]
  /** A text of the string table. @throws ElfError `damaged` where it has no end within `most` bytes */
  text(at: number, most: number): string
}

const entrySize = 16
/** Large programs have about a hundred. With the length of a name it bounds what a hostile file can make us keep. */
const mostEntries = 4096
/** String tables up to this are read at once: most are, and each name alone would be a read of its own. */
const mostStringsBytes = 1 << 17

/** Reads texts of a string table, at once where it is small. */
function stringReader(read: ReadAt, offset: number, size: number): DynamicTable["text"] {
  let all: Buffer | undefined
  return (at, most) => {
    if (at >= size) throw new ElfError("damaged", `a name is at byte ${at} of ${size}`)
    const length = Math.min(most, size - at)
    if (size <= mostStringsBytes) all ??= read(offset, size)
    const found = all ? all.subarray(at, at + length) : read(offset + at, length)
    const end = found.indexOf(0)
    if (end < 0) throw new ElfError("damaged", `a name has no end within ${found.length} bytes`)
    return found.toString("utf8", 0, end)
  }
}

/** The dynamic section, found as the loader finds it; `undefined` where there is none. @throws ElfError `damaged` */
export function readDynamicTable(read: ReadAt, segments: readonly Segment[]): DynamicTable | undefined {
  const segment = segments.find(({ type }) => type === segmentTypes.dynamic)
  if (!segment) return undefined
  const count = Math.floor(segment.size / entrySize)
  if (count > mostEntries) throw new ElfError("damaged", `its dynamic section has ${count} entries`)
  const bytes = readAll(read, segment.offset, count * entrySize)
  const known = new Map<number, number[]>()
  for (let at = 0; at < bytes.length; at += entrySize) {
    const tag = readAddress(bytes, at)
    if (tag === dynamicTags.end) break
    const value = readAddress(bytes, at + 8)
    const values = known.get(tag)
    if (values) values.push(value)
    else known.set(tag, [value])
  }
  const values = (tag: number): readonly number[] => known.get(tag) ?? []
  const [strings] = values(dynamicTags.strings)
  if (strings === undefined) return undefined
  const [size = 0] = values(dynamicTags.stringsSize)
  return { values, text: stringReader(read, fileOffset(segments, strings), size) }
}
