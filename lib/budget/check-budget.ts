import type { Budget, BudgetLimit } from "./budget-schema.ts"
import { checkGrowth, checkSize, type Rule } from "./check-limit.ts"
import type { Check, CheckResult, MeasuredKind } from "./check-schema.ts"
import { findFigures } from "./find-figures.ts"
import type { Measurements } from "./measurements.ts"

/** A limit alone is of the unpacked size. */
function rulesOf(of: MeasuredKind, key: string, limit: BudgetLimit | undefined): readonly Rule[] {
  if (limit === undefined) return []
  if (typeof limit !== "object") return [{ of, key, size: "unpacked", limit }]
  const { unpacked, compressed } = limit
  return [
    ...(unpacked === undefined ? [] : [{ of, key, size: "unpacked" as const, limit: unpacked }]),
    ...(compressed === undefined ? [] : [{ of, key, size: "compressed" as const, limit: compressed }]),
  ]
}

type Limits = Pick<Budget, MeasuredKind>

function allRules({ total, layers, steps, packages, categories, paths }: Limits): readonly Rule[] {
  const lists = { layers, steps, packages, categories, paths }
  return [
    ...rulesOf("total", "", total),
    ...Object.entries(lists).flatMap(([of, limits = {}]) =>
      Object.entries(limits).flatMap(([key, limit]) => rulesOf(of as keyof typeof lists, key, limit)),
    ),
  ]
}

const excess = ({ actualBytes = 0, baselineBytes = 0 }: Check): number => actualBytes - baselineBytes

/** Of many checks by one rule what is worth a line: all that fail, or else the one that is nearest to failing. */
function worth(checks: readonly Check[], rule: Rule): readonly Check[] {
  if (rule.key !== "*") return checks
  const failed = checks.filter(({ verdict }) => verdict !== "within")
  if (failed.length > 0) return failed.sort((a, b) => excess(b) - excess(a))
  return checks.reduce<readonly Check[]>(
    ([most], each) => [most === undefined || excess(each) > excess(most) ? each : most],
    [],
  )
}

function growthChecks(image: Measurements, baseline: Measurements | undefined, rule: Rule): readonly Check[] {
  if (!baseline) return [checkGrowth(rule, { missing: "there is no baseline" }, 0)]
  // What is in only one of the two weighs nothing in the other: it has grown from nothing, or not grown.
  const lenient = { ...rule, limit: 0 }
  const before = new Map(findFigures(baseline, lenient).map(({ key, figure }) => [key, figure]))
  const checks = findFigures(image, lenient).map(({ key, figure }) =>
    checkGrowth({ ...rule, key }, before.get(key) ?? before.get(rule.key) ?? 0, figure),
  )
  return worth(checks, rule)
}

/**
 * Holds an image against a budget. A figure that is missing fails: a limit that nobody could measure was not kept.
 * @param baseline what growth is counted from
 */
export function checkBudget(budget: Budget, image: Measurements, baseline?: Measurements): CheckResult {
  const sizes = allRules(budget).flatMap((rule) =>
    worth(
      findFigures(image, rule).map(({ key, figure }) => checkSize({ ...rule, key }, figure)),
      rule,
    ),
  )
  const growth = allRules(budget.growth ?? {}).flatMap((rule) => growthChecks(image, baseline, rule))
  const checks = [...sizes, ...growth]
  return {
    format: "strata.check",
    version: 1,
    image: image.ref,
    ...(baseline ? { baseline: baseline.ref } : {}),
    passed: checks.every(({ verdict }) => verdict === "within"),
    checks,
  }
}
