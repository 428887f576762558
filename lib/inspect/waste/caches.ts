import { type Category, categories } from "../../ledger/ledger.ts"
import { type CacheKind, cacheKinds, otherCaches } from "./cache-kinds.ts"
import { categorizedRows } from "./categorized.ts"
import type { Context } from "./context.ts"
import type { Draft } from "./draft.ts"
import { groupBy } from "./group-by.ts"
import { isBase, stepName } from "./step-name.ts"

const cacheCategories: ReadonlySet<Category> = new Set([
  "package-lists",
  "package-archive",
  "cache",
  "log",
  "temporary",
])
const isCache = Uint8Array.from(categories, (category) => (cacheCategories.has(category) ? 1 : 0))

function kindOf(path: string): CacheKind {
  return cacheKinds.find(({ paths }) => paths.some((pattern) => pattern.test(path))) ?? otherCaches
}

/** Caches, lists, archives, logs and temporary files that show in the image: one finding for each kind and layer. */
export function findCaches(context: Context): readonly Draft[] {
  const { files, layers } = context
  const found = categorizedRows(context, isCache)
  const kindOfRow = (row: number): CacheKind => kindOf(files.paths.path(files.rows.path[row] ?? 0))
  return [...groupBy(found, kindOfRow)].flatMap(([{ title, remedy }, ofKind]) =>
    [...groupBy(ofKind, (row) => files.rows.layer[row] ?? 0)].map(([layer, rows]): Draft => {
      const maker = layers[layer]
      return {
        kind: "cache",
        rows,
        layer,
        title: `${title} of ${stepName(maker)}`,
        remedy: isBase(maker)
          ? "Begin from a base without them: deleting them in a later step frees nothing."
          : `In ${stepName(maker)}: ${remedy}.`,
      }
    }),
  )
}
