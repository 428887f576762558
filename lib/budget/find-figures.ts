import { isPattern } from "../ledger/index.ts"
import type { Figure, Rule } from "./check-limit.ts"
import type { MeasuredKind } from "./check-schema.ts"
import type { Amount, Measured, Measurements } from "./measurements.ts"
import { parseSize } from "./parse-size.ts"

/** A thing that a rule speaks of, with its figure. */
export interface Found {
  readonly key: string
  readonly figure: Figure
}

const singular = {
  layers: "layer",
  steps: "step",
  packages: "package",
  categories: "category",
} as const satisfies Partial<Record<MeasuredKind, string>>

function figureOf(amount: Amount, { size }: Rule): Figure {
  return amount[size] ?? { missing: `the ${size} size was not measured` }
}

/** `python:torch` is that package wherever it is installed. */
function isNamed(key: string, wanted: string, of: MeasuredKind): boolean {
  return key === wanted || (of === "packages" && key.startsWith(`${wanted}@`))
}

function together(found: readonly Measured[], rule: Rule): Figure {
  let sum = 0
  for (const each of found) {
    const figure = figureOf(each, rule)
    if (typeof figure !== "number") return figure
    sum += figure
  }
  return sum
}

function listed(of: keyof typeof singular, list: readonly Measured[], rule: Rule): readonly Found[] {
  if (rule.key === "*") return list.map((each) => ({ key: each.key, figure: figureOf(each, rule) }))
  const found = list.filter(({ key }) => isNamed(key, rule.key, of))
  const isAbsent = found.length === 0 && of !== "categories"
  return [{ key: rule.key, figure: isAbsent ? absent(singular[of], rule) : together(found, rule) }]
}

/** What is not there weighs nothing; but a limit above that which limits nothing is a name gone wrong. */
function absent(what: string, { key, limit }: Rule): Figure {
  return parseSize(limit) === 0 ? 0 : { missing: `there is no ${what} '${key}'; mend the name, or let the limit be 0` }
}

/** What a rule speaks of in an image, with the figures; several only for `*`. */
export function findFigures(measurements: Measurements, rule: Rule): readonly Found[] {
  const { of, key } = rule
  switch (of) {
    case "total":
      return [{ key: "", figure: figureOf(measurements.total, rule) }]
    case "paths": {
      if (!measurements.path) return [{ key, figure: { missing: `${measurements.ref} tells nothing of paths` } }]
      const bytes = measurements.path(key) ?? (isPattern(key) ? 0 : absent("path", rule))
      return [{ key, figure: bytes }]
    }
    case "layers":
    case "steps":
    case "packages":
    case "categories": {
      const list = measurements[of]
      if (!list) return [{ key, figure: { missing: `${measurements.ref} tells nothing of ${of}` } }]
      return listed(of, list, rule)
    }
  }
}
