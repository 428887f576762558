import { constants, openSync } from "node:fs"
import { insideFolder } from "./inside-folder.ts"

/** The last part of the path is the file itself, never a link: a header of a regular file says so. */
const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW

/**
 * Opens files of a layer's folder for reading, and nothing outside it.
 * @returns a function from a path in the layer (bytes where it is no UTF-8) to a descriptor, which the caller closes
 */
export function openInside(folder: string): (path: string | Buffer) => number {
  const check = insideFolder(folder)
  const base = Buffer.from(`${folder}/`)
  return (path) => {
    const file = Buffer.concat([base, typeof path === "string" ? Buffer.from(path) : path])
    check(file)
    return openSync(file, openFlags)
  }
}
