import type { CarbonImage, CarbonVariant } from "../../../pipelines/carbon/legacy/contribution.ts"
import { type Case, cases } from "../cases.ts"
import type { Result } from "../results.ts"

/** What is known of each case: all that a table is made from. */
export type Results = (which: Case) => Result | undefined

export const images = ["base", "compute", "tools"] as const satisfies readonly CarbonImage[]

/** How the steps of legacy begin that strategies take out. */
export const legacySteps = {
  creativeApps: "apt(gimp,",
  desktop: "apt(task-cinnamon",
  npm: "npm globals",
  /** The two commands that stay, as base has them now. */
  slimNpm: "npmGlobals(@anthropic-ai/claude-code",
  /** The commands that base no longer has, where they went. */
  movedNpm: "npmGlobals(eslint",
  pythonCaches: "conda package caches",
  secondCuda: "CUDA toolkit by hand",
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
