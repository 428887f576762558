import { closeSync, readSync } from "node:fs"
import { openInside } from "../../engine/store/open-inside.ts"

/** Reads files of a layer's folder, and nothing outside it. @throws Error where a file is missing, shorter than said, or outside */
export function openContent(folder: string): (path: string | Buffer, size: number) => Buffer {
  const open = openInside(folder)
  return (path, size) => {
    const fd = open(path)
    try {
      const content = Buffer.allocUnsafe(size)
      if (readSync(fd, content, 0, size, 0) !== size) throw new Error(`'${path}' is shorter than its header says`)
      return content
    } finally {
      closeSync(fd)
    }
  }
}
