import { ElfError } from "./elf-error.ts"
import { type ReadAt, readAll } from "./read-at.ts"
import { fileOffset, readAddress, type Segment, segmentTypes } from "./segments.ts"

/** What a file tells the loader. */
export interface Dynamic {
  /** The name by which others ask for it. */
  readonly soname?: string
  /** Names of the libraries it asks for, in its order. */
  readonly needed: readonly string[]
  /** Folders that are searched first; meaningless where `runpath` is there (ld.so(8)). `$ORIGIN` is as written. */
  readonly rpath: readonly string[]
  /** Folders that are searched after `LD_LIBRARY_PATH`. */
  readonly runpath: readonly string[]
}

/** `d_tag` values. */
const tags = { end: 0, needed: 1, strings: 5, stringsSize: 10, soname: 14, rpath: 15, runpath: 29 } as const
const entrySize = 16
/** Large programs have about a hundred. With `mostNameBytes` it bounds what a hostile file can make us keep. */
const mostEntries = 4096
/** PATH_MAX of Linux; an RPATH is a list of paths, so several of them. */
const mostNameBytes = 4096
const mostPathBytes = 16 * mostNameBytes

const nothing: Dynamic = { needed: [], rpath: [], runpath: [] }

/** The dynamic section, found as the loader finds it. @throws ElfError `damaged` */
export function readDynamic(read: ReadAt, segments: readonly Segment[]): Dynamic {
  const segment = segments.find(({ type }) => type === segmentTypes.dynamic)
  if (!segment) return nothing
  const count = Math.floor(segment.size / entrySize)
  if (count > mostEntries) throw new ElfError("damaged", `its dynamic section has ${count} entries`)
  const bytes = readAll(read, segment.offset, count * entrySize)
  const values = new Map<number, number[]>()
  for (let at = 0; at < bytes.length; at += entrySize) {
    const tag = readAddress(bytes, at)
    if (tag === tags.end) break
    const value = readAddress(bytes, at + 8)
    const known = values.get(tag)
    if (known) known.push(value)
    else values.set(tag, [value])
  }
  const [stringsAddress] = values.get(tags.strings) ?? []
  if (stringsAddress === undefined) return nothing
  const strings = fileOffset(segments, stringsAddress)
  const [size = 0] = values.get(tags.stringsSize) ?? []

  function text(at: number, most: number): string {
    if (at >= size) throw new ElfError("damaged", `a name is at byte ${at} of ${size}`)
    const found = read(strings + at, Math.min(most, size - at))
    const end = found.indexOf(0)
    if (end < 0) throw new ElfError("damaged", `a name has no end within ${found.length} bytes`)
    return found.toString("utf8", 0, end)
  }
  const all = (tag: number, most = mostNameBytes): readonly string[] =>
    (values.get(tag) ?? []).map((at) => text(at, most))
  const folders = (tag: number): readonly string[] =>
    all(tag, mostPathBytes).flatMap((list) => list.split(":").filter((folder) => folder !== ""))

  const [soname] = all(tags.soname)
  return {
    ...(soname === undefined ? {} : { soname }),
    needed: all(tags.needed),
    rpath: folders(tags.rpath),
    runpath: folders(tags.runpath),
  }
}
