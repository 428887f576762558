import type { CarbonImage, CarbonVariant } from "../../../pipelines/carbon/legacy/contribution.ts"
import { type Case, cases, type Role } from "../cases.ts"
import type { Result } from "../results.ts"

/** What is known of each case: all that a table is made from. */
export type Results = (which: Case) => Result | undefined

export const images = ["base", "compute", "tools"] as const satisfies readonly CarbonImage[]

export function caseOf(role: Role, image: CarbonImage, variant: CarbonVariant = "desktop"): Case | undefined {
  return cases.find((each) => each.role === role && each.image === image && each.variant === variant)
}

export function find(results: Results, ...which: Parameters<typeof caseOf>): Result | undefined {
  const found = caseOf(...which)
  return found && results(found)
}
