import { realpathSync } from "node:fs"
import { dirname } from "node:path"

/** Bytes of a path as a string of the same length, so that names which are no UTF-8 keep apart. */
function real(path: string): string {
  return realpathSync.native(Buffer.from(path, "latin1"), { encoding: "buffer" }).toString("latin1")
}

/**
 * Opens nothing outside a layer's folder: a layer may hold a link to `/etc` and a file "below" it, and then the path
 * would lead to a file of the host. Gives a check that throws for such a path; each folder is looked at once.
 */
export function insideFolder(folder: string): (path: Buffer) => void {
  const root = real(Buffer.from(folder).toString("latin1"))
  const known = new Set<string>()
  return (path) => {
    const parent = dirname(path.toString("latin1"))
    if (known.has(parent)) return
    const place = real(parent)
    if (place !== root && !place.startsWith(`${root}/`)) throw new Error(`'${path}' leads out of the layer's folder`)
    known.add(parent)
  }
}
