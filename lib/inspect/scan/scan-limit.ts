import { totalmem } from "node:os"
import { StrataError } from "../../errors/index.ts"
import { groupDigits } from "../../text/group-digits.ts"

/** What an image may take of the memory while it is read. A gigabyte of gzip can hold headers of a billion files. */
export interface ScanLimit {
  /** Entries of all layers. */
  readonly entries: number
  /** Bytes of their paths and of what links lead to. */
  readonly pathBytes: number
  /** Bytes of the databases of package managers that are kept (`isWanted`). */
  readonly contentBytes: number
}

/** Twice of what bench/inspect/growth.ts measures. */
const mostEntries = 10e6
/** Peak of memory for an entry (bench/inspect/growth.ts). */
const memoryBytesPerEntry = 400
/** Linux takes paths of 4096 bytes, and most images have a mean of 60 to 100. */
const pathBytesPerEntry = 256
/** A hundred times what 4000 Debian packages and 600 of conda take. */
const mostContentBytes = 1 << 29

/** Memory of this process: a container's where it has a limit. */
function memoryBytes(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
}

/** @throws StrataError `invalid-option` where what the environment says is no number */
function usualEntries(given = process.env.STRATA_MAX_ENTRIES): number {
  if (!given) return Math.min(mostEntries, Math.floor(memoryBytes() / memoryBytesPerEntry))
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given)
  throw new StrataError({
    code: "invalid-option",
    message: `STRATA_MAX_ENTRIES wants a number from 1 on, not '${given}'`,
    fix: "for example STRATA_MAX_ENTRIES=20000000",
  })
}

/** @param entries default: `STRATA_MAX_ENTRIES`, else 10 million or one for each 400 bytes of this machine's memory */
export function scanLimit(entries: number = usualEntries()): ScanLimit {
  return { entries, pathBytes: entries * pathBytesPerEntry, contentBytes: mostContentBytes }
}

const words = {
  entries: "files, folders and links",
  pathBytes: "bytes of paths",
  contentBytes: "bytes in the databases of package managers",
} as const satisfies Record<keyof ScanLimit, string>

/** An image has more of something than the limit says. */
export function tooLarge(what: keyof ScanLimit, limit: ScanLimit): StrataError {
  return new StrataError({
    code: "image-too-large",
    message: `the image has more than ${groupDigits(limit[what])} ${words[what]}`,
    fix: `if it is meant to: set STRATA_MAX_ENTRIES above ${limit.entries}; reading takes about ${memoryBytesPerEntry} bytes of memory an entry`,
  })
}
