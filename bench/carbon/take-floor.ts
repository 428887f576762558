import type { Engine } from "../../lib/engine/types.ts"
import { collectContentFacts } from "../../lib/inspect/contents/index.ts"
import { inspectImage } from "../../lib/inspect/index.ts"
import type { Case, Role } from "./cases.ts"
import { type Floor, floorOf } from "./floor.ts"
import { unneededPackages } from "./unneeded-packages.ts"

/** Images of today, whose lists say what they need. */
export const ours: readonly Role[] = ["family", "tensorflow", "lazy"]

/** Takes the floor of a built image; undefined for one that is not the family's. */
export async function takeFloor(engine: Engine, which: Case, tag: string): Promise<Floor | undefined> {
  if (!ours.includes(which.role)) return undefined
  const unneeded = await unneededPackages(engine, tag, which.definition())
  const stored = await engine.images.open(tag)
  try {
    const { ledger, files } = await inspectImage(stored, { ref: tag })
    const { same } = await collectContentFacts(files, stored.layers, { deviceCode: false, onProgress: () => {} })
    return floorOf({ ledger, same }, ({ ecosystem, name }) => ecosystem !== "dpkg" || !unneeded.has(name))
  } finally {
    await stored.close()
  }
}
