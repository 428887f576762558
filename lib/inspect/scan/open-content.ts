import { closeSync, constants, openSync, readSync } from "node:fs"
import { insideFolder } from "../../engine/store/inside-folder.ts"

/** The last part of the path is the file itself, never a link: a header of a regular file says so. */
const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW

/** Reads files of a layer's folder, and nothing outside it. @throws Error where a file is missing, shorter than said, or outside */
export function openContent(folder: string): (path: string | Buffer, size: number) => Buffer {
  const check = insideFolder(folder)
  const base = Buffer.from(`${folder}/`)
  return (path, size) => {
    const file = Buffer.concat([base, typeof path === "string" ? Buffer.from(path) : path])
    check(file)
    const fd = openSync(file, openFlags)
    try {
      const content = Buffer.allocUnsafe(size)
      if (readSync(fd, content, 0, size, 0) !== size) throw new Error(`'${path}' is shorter than its header says`)
      return content
    } finally {
      closeSync(fd)
    }
  }
}
