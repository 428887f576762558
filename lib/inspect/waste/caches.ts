import { groupBy } from "../../collections/group-by.ts"
import { type Category, categories } from "../../ledger/ledger.ts"
import type { PathTable } from "../../ledger/path-table.ts"
import { type CacheKind, cacheKinds, otherCaches } from "./cache-kinds.ts"
import { categorizedRows } from "./categorized.ts"
import { type Context, makerOf } from "./context.ts"
import type { Draft } from "./draft.ts"
import { isBase, stepName, stepTitle } from "./step-name.ts"

const cacheCategories: ReadonlySet<Category> = new Set([
  "package-lists",
  "package-archive",
  "cache",
  "log",
  "temporary",
])
const isCache = Uint8Array.from(categories, (category) => (cacheCategories.has(category) ? 1 : 0))

/** Which kind a folder's files are of. Asked once for each folder: caches have many files. */
function kindsOfFolders(paths: PathTable): (folder: number) => CacheKind {
  const known = new Map<number, CacheKind>()
  return (folder) => {
    const before = known.get(folder)
    if (before) return before
    const name = `${paths.path(folder)}/`
    const kind = cacheKinds.find((one) => one.paths.some((pattern) => pattern.test(name))) ?? otherCaches
    known.set(folder, kind)
    return kind
  }
}

/** Caches, lists, archives, logs and temporary files that show in the image: one finding for each kind and layer. */
export function findCaches(context: Context): readonly Draft[] {
  const { files, layers } = context
  const found = categorizedRows(context, isCache)
  const kindOf = kindsOfFolders(files.paths)
  return [...groupBy(found, (row) => kindOf(files.paths.parent(files.rows.path[row] ?? 0)))].flatMap(
    ([{ title, remedy }, ofKind]) =>
      [...groupBy(ofKind, (row) => makerOf(context, row))].map(([layer, rows]): Draft => {
        const maker = layers[layer]
        return {
          kind: "cache",
          rows,
          layer,
          title: `${title} of ${stepTitle(maker)}`,
          remedy: isBase(maker)
            ? "Begin from a base without them: deleting them in a later step frees nothing."
            : `In ${stepName(maker)}: ${remedy}.`,
        }
      }),
  )
}
