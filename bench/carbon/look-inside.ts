import type { Engine } from "../../lib/engine/types.ts"
import { collectContentFacts } from "../../lib/inspect/contents/index.ts"
import { inspectImage } from "../../lib/inspect/index.ts"
import { type Category, type Ledger, totals } from "../../lib/ledger/index.ts"
import type { Case, Role } from "./cases.ts"
import { type Floor, floorOf, type IsNeeded } from "./floor.ts"
import { unneededPackages } from "./unneeded-packages.ts"

/** Images of today, whose lists say what they need. */
export const ours: readonly Role[] = ["family", "tensorflow", "lazy"]

/** Unpacked bytes by what they are for, heaviest first. */
export type CategoryBytes = Readonly<Partial<Record<Category, number>>>

/** What the ledger of an image says. */
export interface Inside {
  readonly categories: CategoryBytes
  /** Of {@link ours} alone. */
  readonly floor?: Floor
}

function categoryBytes(ledger: Ledger): CategoryBytes {
  return Object.fromEntries(
    totals(ledger, "category").flatMap(({ key, bytes }) => (bytes > 0 ? [[key, bytes] as const] : [])),
  )
}

/** Inspects a built image: what its bytes are for, and the floor of one that is the family's. */
export async function lookInside(engine: Engine, which: Case, tag: string): Promise<Inside> {
  const stored = await engine.images.open(tag)
  try {
    const { ledger, files } = await inspectImage(stored, { ref: tag })
    const categories = categoryBytes(ledger)
    if (!ours.includes(which.role)) return { categories }
    const unneeded = await unneededPackages(engine, tag, which.definition())
    const { same } = await collectContentFacts(files, stored.layers, { deviceCode: false, onProgress: () => {} })
    const isNeeded: IsNeeded = ({ ecosystem, name }) => ecosystem !== "dpkg" || !unneeded.has(name)
    return { categories, floor: floorOf({ ledger, same }, isNeeded) }
  } finally {
    await stored.close()
  }
}
