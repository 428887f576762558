import type { TarCursor } from "../../tar/index.ts"
import { isWanted } from "../attribute/is-wanted.ts"

/** A database larger than this is not one. Debian's own status file has about a megabyte for a thousand packages. */
const mostContentBytes = 64 << 20

/** Whether an entry's content is kept while a layer is scanned. */
export function isKept(entry: TarCursor): boolean {
  return (
    entry.type === "file" &&
    !entry.isSparse &&
    entry.size > 0 &&
    entry.size <= mostContentBytes &&
    isWanted(entry.path, entry.pathStart, entry.pathEnd)
  )
}
