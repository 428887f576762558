import type { TarEntry } from "./entry.ts"
import { parseNumber } from "./numbers.ts"

export const blockSize = 512

/** What a header block says on its own, before extended headers have their say. */
export interface RawHeader {
  readonly name: string
  readonly typeFlag: string
  readonly size: number
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly linkName: string
  /** GNU's old form of a sparse file: more blocks of its map follow this one. */
  readonly moreMap: boolean
}

function text(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start)
  return block.toString("utf8", start, end >= start && end < start + length ? end : start + length)
}

/** Reads one header block; undefined for the zero blocks at a tar's end. */
export function parseHeader(block: Buffer): RawHeader | undefined {
  if (block[0] === 0 && block.every((byte) => byte === 0)) return undefined
  // Only POSIX ustar has a prefix; GNU uses these bytes for times (tar(5)).
  const ustar = block.toString("latin1", 257, 263) === "ustar\0"
  const prefix = ustar ? text(block, 345, 155) : ""
  const name = text(block, 0, 100)
  const typeFlag = String.fromCharCode(block[156] ?? 0)
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    typeFlag,
    size: parseNumber(block.subarray(124, 136)),
    mode: parseNumber(block.subarray(100, 108)),
    uid: parseNumber(block.subarray(108, 116)),
    gid: parseNumber(block.subarray(116, 124)),
    linkName: text(block, 157, 100),
    moreMap: typeFlag === "S" && block[482] !== 0,
  }
}

const types: Readonly<Record<string, TarEntry["type"]>> = {
  "0": "file",
  "\0": "file",
  "7": "file",
  S: "file",
  "1": "hardlink",
  "2": "symlink",
  "3": "device",
  "4": "device",
  "5": "directory",
  "6": "fifo",
}

/** Type of an entry by its flag; undefined for flags that describe the next entry. */
export function entryType(typeFlag: string): TarEntry["type"] | undefined {
  return types[typeFlag]
}

/** A path as it is in the merged file system: no leading `/` or `./`, nothing doubled, no slash at its end. */
export function cleanPath(path: string): string {
  const trimmed = path.replace(/^(\.?\/)+/, "").replace(/\/+$/, "")
  if (trimmed === ".") return ""
  return /\/\.?\//.test(trimmed) || trimmed.endsWith("/.")
    ? trimmed
        .split("/")
        .filter((part) => part !== "" && part !== ".")
        .join("/")
    : trimmed
}
