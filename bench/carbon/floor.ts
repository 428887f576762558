import type { InspectedImage } from "../../lib/inspect/index.ts"
import { type Category, categories, type LedgerPackage, rowStates } from "../../lib/ledger/index.ts"

/** Why a byte of an image is above its floor. */
export const aboveFloor = ["hidden", "not needed", "nobody's", "cache", "documentation", "twice"] as const
export type AboveFloor = (typeof aboveFloor)[number]

/** The floor of an image, and where the rest of it lies. All are unpacked bytes; together they are the image. */
export interface Floor {
  readonly bytes: number
  readonly above: Readonly<Record<AboveFloor, number>>
}

/** Made again when missing, Python's bytecode among it: no package brings it along. */
const cacheCategories: ReadonlySet<Category> = new Set([
  "cache",
  "log",
  "temporary",
  "package-lists",
  "package-archive",
  "package-database",
  "python-bytecode",
])
const documentCategories: ReadonlySet<Category> = new Set(["documentation", "manual-page", "source-map"])

/** Read by people who look at a repository; licences have to stay. */
const readByNobody = /(^|\/)node_modules\/.*\.(md|markdown)$/i
const licence = /(^|\/)copyright$/

/** What a package is needed for, by its ecosystem's own answer. */
export type IsNeeded = (owner: LedgerPackage) => boolean

/** Why a visible row with an owner is not in the floor, equal contents aside. */
function reasonOf(category: Category, path: string, owner: LedgerPackage, isNeeded: boolean): AboveFloor | undefined {
  if (cacheCategories.has(category)) return "cache"
  if (documentCategories.has(category)) return licence.test(path) ? undefined : "documentation"
  if (owner.ecosystem === "none") return "nobody's"
  if (!isNeeded) return "not needed"
  return readByNobody.test(path) ? "documentation" : undefined
}

/**
 * Bytes that what an image is for needs: files of the needed packages as their own lists name them, each content once,
 * without what is made again when missing and without documentation that nothing reads.
 * @param same numbers of equal contents by row, 0 where a row is like no other (`ContentFacts.same`)
 */
export function floorOf(
  { ledger, same }: Pick<InspectedImage, "ledger"> & { same: Uint32Array },
  isNeeded: IsNeeded,
): Floor {
  const { rows, paths, packages } = ledger
  const visible = rowStates.indexOf("visible")
  const above = Object.fromEntries(aboveFloor.map((why) => [why, 0])) as Record<AboveFloor, number>
  const needed = packages.map(isNeeded)
  const seen = new Set<number>()
  let bytes = 0
  for (let row = 0; row < rows.bytes.length; row++) {
    const size = rows.bytes[row] ?? 0
    if (size === 0) continue
    if (rows.state[row] !== visible) {
      above.hidden += size
      continue
    }
    const number = rows.package[row] ?? 0
    const owner = packages[number]
    const category = categories[rows.category[row] ?? 0]
    if (!owner || !category) continue
    const why = reasonOf(category, paths.path(rows.path[row] ?? 0), owner, needed[number] ?? false)
    const content = same[row] ?? 0
    if (why) above[why] += size
    else if (content !== 0 && seen.has(content)) above.twice += size
    else bytes += size
    if (!why && content !== 0) seen.add(content)
  }
  return { bytes, above }
}
