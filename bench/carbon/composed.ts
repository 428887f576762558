import type { CarbonImage, CarbonVariant } from "../../pipelines/carbon/legacy/contribution.ts"
import type { Case } from "./cases.ts"
import { type Layered, layersBeyond } from "./family-bytes.ts"
import { find, legacySteps, type Results } from "./tables/known.ts"

/**
 * An image's layers: its own; put together of layers that were measured in other images; or of layers that are about what its
 * own would be.
 */
export interface Sized extends Layered {
  readonly how: "whole" | "composed" | "about"
}

type Layers = Layered["layers"]

/** An image of these layers. */
export function compose(layers: Layers, how: "composed" | "about" = "composed"): Sized {
  return { layers, unpackedBytes: layers.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0), how }
}

function those({ layers }: Layered, ...steps: readonly string[]): Layers {
  return layers.filter(({ step }) => steps.some((each) => step.startsWith(each)))
}

function without({ layers }: Layered, ...steps: readonly string[]): Layers {
  return layers.filter(({ step }) => !steps.some((each) => step.startsWith(each)))
}

/** Phase 1 takes three layers out; its npm set is the two commands of base as it is now. */
function phase1(results: Results, base: Layered): Sized | undefined {
  const now = find(results, "family", "base", "server")?.metrics
  const kept = without(
    base,
    legacySteps.creativeApps,
    legacySteps.pythonCaches,
    legacySteps.secondCuda,
    legacySteps.npm,
  )
  return now && compose([...kept, ...those(now, legacySteps.slimNpm)], "about")
}

/** Tools in phase 2: its base, and what legacy tools and the creative applications add. */
function splitTools(results: Results, base: Layered): Sized | undefined {
  const [below, tools] = [sizeOf(results, "phase2", "base"), find(results, "legacy", "tools")?.metrics]
  if (!below || !tools) return undefined
  return compose([...below.layers, ...layersBeyond(base, tools), ...those(base, legacySteps.creativeApps)], "about")
}

/** Compute in phase 2: its base, and what legacy compute adds but caches; its npm set is about that of compute as it is now. */
function splitCompute(results: Results, base: Layered): Sized | undefined {
  const below = sizeOf(results, "phase2", "base")
  const before = find(results, "legacy", "compute")?.metrics
  const now = find(results, "family", "compute")?.metrics
  if (!below || !before || !now) return undefined
  const own = without({ ...before, layers: layersBeyond(base, before) }, legacySteps.pythonCaches)
  return compose([...below.layers, ...own, ...those(now, legacySteps.movedNpm)], "about")
}

/** An image as it was measured, or as layers that were measured give it where it was not built whole. */
export function sizeOf(
  results: Results,
  role: Case["role"],
  image: CarbonImage,
  variant: CarbonVariant = "desktop",
): Sized | undefined {
  const whole = find(results, role, image, variant)?.metrics
  if (whole) return { ...whole, how: "whole" }
  const base = find(results, "legacy", "base")?.metrics
  if (!base) return undefined
  switch (`${role} ${image}`) {
    case "option-b base":
      // "Keep everything else the same."
      return compose(without(base, legacySteps.creativeApps))
    case "phase1 base":
      return phase1(results, base)
    case "phase2 tools":
      return splitTools(results, base)
    case "phase2 compute":
      return splitCompute(results, base)
    default:
      return undefined
  }
}
