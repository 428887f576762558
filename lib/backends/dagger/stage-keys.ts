import { createHash } from "node:crypto"
import { canonicalJson, type Image, stagesUsedBy } from "../../ir/index.ts"
import { targetBase } from "./target-base.ts"

/**
 * For every stage a digest of what it is: its ops without their origins, and the digests of the stages that it uses.
 * Stages with one digest become the same files.
 */
export function stageKeys(image: Image): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  for (const stage of image.stages) {
    const used = [...new Set(stage.ops.flatMap(stagesUsedBy))]
    const content = canonicalJson({
      platform: image.platform,
      ops: stage.ops.map(({ origin: _, ...op }) => op),
      uses: Object.fromEntries(used.map((name) => [name, keys.get(name)])),
      // `baseImage` takes the place of the target's base, so that base is part of what a stage is.
      base: targetBase(image),
    })
    keys.set(stage.name, createHash("sha256").update(content).digest("hex"))
  }
  return keys
}
