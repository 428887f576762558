import { osReleasePlaces } from "../os-release.ts"
import { condaFolder, condaSuffix, databaseEndings, databaseFiles, dpkgFolder } from "./database-files.ts"

const tests = Object.values(databaseFiles)

/** Endings of paths that may be wanted, by their last byte. */
const endings: readonly (readonly Buffer[])[] = Array.from({ length: 256 }, (_, last) =>
  [...databaseEndings, ...osReleasePlaces].map((text) => Buffer.from(text)).filter((text) => text.at(-1) === last),
)
const folder = Buffer.from(dpkgFolder)
const [records, recordSuffix] = [Buffer.from(condaFolder), Buffer.from(condaSuffix)]
const slash = 0x2f

function hasAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index++) if (bytes[at + index] !== wanted[index]) return false
  return true
}

function endsWith(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  return end - start >= wanted.length && hasAt(bytes, end - wanted.length, wanted)
}

/** Many files are called as conda's records are, and few lie where those do. */
function mayBeRecord(path: Uint8Array, start: number, end: number): boolean {
  if (!endsWith(path, start, end, recordSuffix)) return false
  let name = end
  while (name > start && path[name - 1] !== slash) name--
  return endsWith(path, start, name, records)
}

/** A quick look at bytes that answers for all but a few of an image's paths, before any text is made of one. */
function mayBeWanted(path: Uint8Array, start: number, end: number): boolean {
  if (hasAt(path, start, folder)) return true
  const some = endings[path[end - 1] ?? 0] ?? []
  for (let index = 0; index < some.length; index++) {
    if (endsWith(path, start, end, some[index] as Buffer)) return true
  }
  return mayBeRecord(path, start, end)
}

/**
 * Whether a file's content is kept while an image is scanned: those of package databases, and the distribution's name.
 * @param path bytes that have the path from `start` to `end`, without a slash at its beginning
 */
export function isWanted(path: Buffer, start = 0, end = path.length): boolean {
  if (!mayBeWanted(path, start, end)) return false
  const text = path.toString("utf8", start, end)
  const name = text.slice(text.lastIndexOf("/") + 1)
  return tests.some((test) => test(text, name)) || osReleasePlaces.includes(text)
}
