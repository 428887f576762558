import type { CarbonImage, CarbonVariant } from "../../../pipelines/carbon/legacy/contribution.ts"
import { type Case, cases } from "../cases.ts"
import type { Layered } from "../family-bytes.ts"
import type { Result } from "../results.ts"

/** What is known of each case: all that a table is made from. */
export type Results = (which: Case) => Result | undefined

export const images = ["base", "compute", "tools"] as const satisfies readonly CarbonImage[]

/** The step of the nine creative applications. */
export const creativeStep = "apt(gimp,"

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
  readonly isComposed: boolean
}

function compose(layers: Layered["layers"]): Sized {
  return { layers, unpackedBytes: layers.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0), isComposed: true }
}

/** Legacy compute is legacy base and what is laid on it: all from its first environment on. */
function composedCompute(results: Results): Sized | undefined {
  const [base, part] = [find(results, "legacy", "base"), find(results, "legacy-part", "compute")]
  if (!base || !part) return undefined
  const own = part.metrics.layers.findIndex(({ step }) => step === "conda environment torch")
  return compose([...base.metrics.layers, ...part.metrics.layers.slice(own)])
}

/** Option B keeps "everything else the same": legacy without one layer. */
function withoutCreative(results: Results): Sized | undefined {
  const layers = find(results, "legacy", "base")?.metrics.layers
  return layers && compose(layers.filter(({ step }) => !step.startsWith(creativeStep)))
}

/** An image as it was measured, or as its measured layers give it where it was not built whole. */
export function sizeOf(
  results: Results,
  role: Case["role"],
  image: CarbonImage,
  variant: CarbonVariant = "desktop",
): Sized | undefined {
  const whole = find(results, role, image, variant)?.metrics
  if (whole) return { ...whole, isComposed: false }
  if (role === "legacy" && image === "compute") return composedCompute(results)
  if (role === "option-b" && image === "base") return withoutCreative(results)
  return undefined
}
