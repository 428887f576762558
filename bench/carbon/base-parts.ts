import type { CarbonVariant } from "../../pipelines/carbon/legacy/contribution.ts"
import type { Layered } from "./family-bytes.ts"
import { find, type Results } from "./tables/known.ts"

/** The layers of base in three parts: what every image begins with, CUDA, and what its variant adds. */
export interface BaseParts {
  readonly core: Layered["layers"]
  readonly cuda: Layered["layers"]
  readonly variant: Layered["layers"]
}

/** The parts of base as it is now; undefined where it was not measured. */
export function partsOfBase(results: Results, variant: CarbonVariant): BaseParts | undefined {
  const layers = find(results, "family", "base", variant)?.metrics.layers
  const at = layers?.findIndex(({ step }) => step.startsWith("cuda(")) ?? -1
  if (!layers || at < 0) return undefined
  const rest = layers.slice(at + 1).filter(({ step }) => !step.startsWith("user("))
  return { core: layers.slice(0, at), cuda: layers.slice(at, at + 1), variant: rest }
}
