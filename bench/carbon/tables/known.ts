import type { CarbonImage, CarbonVariant } from "../../../pipelines/carbon/legacy/contribution.ts"
import { type Case, cases } from "../cases.ts"
import type { Layered } from "../family-bytes.ts"
import type { Result } from "../results.ts"

/** What is known of each case: all that a table is made from. */
export type Results = (which: Case) => Result | undefined

export const images = ["base", "compute", "tools"] as const satisfies readonly CarbonImage[]

/** How the steps of legacy begin that strategies take out. */
export const legacySteps = {
  creativeApps: "apt(gimp,",
  desktop: "apt(task-cinnamon",
  npm: "npm globals",
  pythonCaches: "conda package caches",
  secondCuda: "CUDA toolkit by hand",
  environments: "conda ",
} as const

export function find(
  results: Results,
  role: Case["role"],
  image: CarbonImage,
  variant: CarbonVariant = "desktop",
): Result | undefined {
  const which = cases.find((each) => each.role === role && each.image === image && each.variant === variant)
  return which && results(which)
}

/** An image's layers: its own, or put together of layers that were measured in other images. */
export interface Sized extends Layered {
  readonly how: "whole" | "composed"
}

/** An image of these layers. */
export function compose(layers: Layered["layers"]): Sized {
  return { layers, unpackedBytes: layers.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0), how: "composed" }
}

/** Legacy compute is legacy base and what is laid on it: the environments from its first on, and their caches. */
function composedCompute(base: Layered, part: Layered): Sized {
  const first = part.layers.findIndex(({ step }) => step === "conda environment torch")
  const own = part.layers.slice(first).filter(({ step }) => step.startsWith(legacySteps.environments))
  return compose([...base.layers, ...own])
}

/** Option B keeps "everything else the same": legacy without one layer. */
function without(base: Layered, ...steps: readonly string[]): Layered["layers"] {
  return base.layers.filter(({ step }) => !steps.some((each) => step.startsWith(each)))
}

/** Phase 1 takes three layers out and makes one smaller. */
function phase1Base(base: Layered, part: Layered): Sized {
  const kept = without(base, legacySteps.creativeApps, legacySteps.pythonCaches, legacySteps.secondCuda)
  const slim = part.layers.find(({ step }) => step === legacySteps.npm)
  return compose(kept.map((layer) => (layer.step === legacySteps.npm && slim ? slim : layer)))
}

/** An image as it was measured, or as its measured layers give it where it was not built whole. */
export function sizeOf(
  results: Results,
  role: Case["role"],
  image: CarbonImage,
  variant: CarbonVariant = "desktop",
): Sized | undefined {
  const whole = find(results, role, image, variant)?.metrics
  if (whole) return { ...whole, how: "whole" }
  const [base, part] = [find(results, "legacy", "base")?.metrics, find(results, "legacy-part", "compute")?.metrics]
  if (role === "option-b" && image === "base") return base && compose(without(base, legacySteps.creativeApps))
  if (role === "phase1" && image === "base") return base && part && phase1Base(base, part)
  if (role === "legacy" && image === "compute") return base && part && composedCompute(base, part)
  return undefined
}
