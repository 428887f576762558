import type { Client } from "@dagger.io/dagger"
import type { Definition } from "strata-images"
import { type Budget, budgetSchema, checkText, type Measurements, parseMeasurements } from "strata-images/budget"
import { checkContainer, type DaggerOptions } from "strata-images/dagger"
import { build } from "./build.ts"
import { type Choice, choose } from "./choose.ts"
import { nameOf } from "./name-of.ts"
import { parseDocument } from "./parse-document.ts"
import type { Verdict } from "./verdict.ts"

export interface CheckOptions extends Choice, DaggerOptions {
  /** What growth is counted from: see `parseBaseline`. */
  readonly baseline?: Measurements
}

/** @throws StrataError `invalid-document` */
export function parseBudget(text: string): Budget {
  return parseDocument(text, "budget", (value) => budgetSchema.parse(value))
}

/**
 * Sizes that an earlier build, inspection or ledger says.
 * @throws StrataError `invalid-document`
 */
export function parseBaseline(text: string): Measurements {
  return parseDocument(text, "baseline", parseMeasurements)
}

/**
 * Builds one image of a family and holds it against a budget. A budget's own `growth.baseline` names a file that is not
 * here: give `baseline`.
 * @throws StrataError as `build`
 */
export async function check(
  client: Client,
  definition: Definition,
  budget: Budget,
  { baseline, ...options }: CheckOptions = {},
): Promise<Verdict> {
  const container = await build(client, definition, options)
  const name = nameOf(choose(definition, options))
  const result = await checkContainer(container, name, budget, baseline === undefined ? {} : { baseline })
  return { passed: result.passed, text: checkText(result), document: result }
}
