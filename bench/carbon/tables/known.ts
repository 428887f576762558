import type { CarbonImage, CarbonVariant } from "../../../pipelines/carbon/legacy/contribution.ts"
import { type Case, cases } from "../cases.ts"
import type { Layered } from "../family-bytes.ts"
import type { Result } from "../results.ts"

/** What is known of each case: all that a table is made from. */
export type Results = (which: Case) => Result | undefined

export const images = ["base", "compute", "tools"] as const satisfies readonly CarbonImage[]

export function find(
  results: Results,
  role: Case["role"],
  image: CarbonImage,
  variant: CarbonVariant = "desktop",
): Result | undefined {
  const which = cases.find((each) => each.role === role && each.image === image && each.variant === variant)
  return which && results(which)
}

/** The layers that legacy compute adds to legacy base: all from its first environment on. */
function frameworkLayers({ metrics }: Result): Layered["layers"] {
  return metrics.layers.slice(metrics.layers.findIndex(({ step }) => step === "conda environment torch"))
}

/** Legacy compute of the two parts that were measured: base, and what is laid on it. */
function composed(base: Result, part: Result): Layered {
  const layers = [...base.metrics.layers, ...frameworkLayers(part)]
  return { layers, unpackedBytes: layers.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0) }
}

export interface Legacy extends Layered {
  /** Put together of parts that were measured. */
  readonly isComposed: boolean
}

/** An image as it was. */
export function legacyOf(results: Results, image: CarbonImage): Legacy | undefined {
  const whole = find(results, "legacy", image)
  if (whole) return { ...whole.metrics, isComposed: false }
  const [base, part] = [find(results, "legacy", "base"), find(results, "legacy-part", image)]
  return base && part && image === "compute" ? { ...composed(base, part), isComposed: true } : undefined
}
