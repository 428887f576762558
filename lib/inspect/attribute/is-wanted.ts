import { osReleasePlaces } from "../os-release.ts"
import { databaseEndings, databaseFiles, dpkgFolder } from "./database-files.ts"

const tests = Object.values(databaseFiles)

/** Endings of paths that may be wanted, by their last byte. */
const endings: readonly (readonly Buffer[])[] = Array.from({ length: 256 }, (_, last) =>
  [...databaseEndings, ...osReleasePlaces].map((text) => Buffer.from(text)).filter((text) => text.at(-1) === last),
)
const folder = Buffer.from(dpkgFolder)

function hasAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index++) if (bytes[at + index] !== wanted[index]) return false
  return true
}

/** A quick look at bytes that answers for all but a few of an image's paths, before any text is made of one. */
function mayBeWanted(path: Uint8Array, start: number, end: number): boolean {
  if (hasAt(path, start, folder)) return true
  const some = endings[path[end - 1] ?? 0] ?? []
  for (let index = 0; index < some.length; index++) {
    const ending = some[index] as Buffer
    if (end - start >= ending.length && hasAt(path, end - ending.length, ending)) return true
  }
  return false
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
