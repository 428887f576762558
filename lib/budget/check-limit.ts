import type { Check, MeasuredKind } from "./check-schema.ts"
import { parseShare, parseSize } from "./parse-size.ts"

/** One limit on one figure. */
export interface Rule {
  readonly of: MeasuredKind
  readonly key: string
  readonly size: "unpacked" | "compressed"
  /** As the budget says it. */
  readonly limit: string | number
}

/** A figure, or why there is none. */
export type Figure = number | { readonly missing: string }

function missing(rule: Rule, kind: Check["kind"], reason: string, known: Partial<Check> = {}): Check {
  return { ...rule, kind, ...known, verdict: "missing", reason }
}

/** Whether a figure is within a limit. */
export function checkSize(rule: Rule, actual: Figure): Check {
  const limitBytes = parseSize(rule.limit)
  if (limitBytes === undefined) return missing(rule, "size", `'${rule.limit}' is no size`)
  if (typeof actual !== "number") return missing(rule, "size", actual.missing, { limitBytes })
  return { ...rule, kind: "size", limitBytes, actualBytes: actual, verdict: actual <= limitBytes ? "within" : "over" }
}

/** Whether a figure is at most so much larger than in the baseline. */
export function checkGrowth(rule: Rule, before: Figure, actual: Figure): Check {
  if (typeof actual !== "number") return missing(rule, "growth", actual.missing)
  if (typeof before !== "number") return missing(rule, "growth", before.missing, { actualBytes: actual })
  const share = parseShare(rule.limit)
  const limitBytes = share === undefined ? parseSize(rule.limit) : Math.floor(before * share)
  const known = { actualBytes: actual, baselineBytes: before }
  if (limitBytes === undefined) return missing(rule, "growth", `'${rule.limit}' is no size`, known)
  return { ...rule, kind: "growth", limitBytes, ...known, verdict: actual - before <= limitBytes ? "within" : "over" }
}
