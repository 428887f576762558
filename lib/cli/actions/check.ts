import { dirname, resolve } from "node:path"
import { budgetSchema, checkBudget, checkMarkdown, checkText } from "../../budget/index.ts"
import { exitCodes } from "../../errors/codes.ts"
import { canonicalJson } from "../../ir/canonical.ts"
import { coloursFor } from "../colours.ts"
import type { Action } from "../command.ts"
import { isLedgerFile } from "./inspected-of.ts"
import { isDocument, ledgerReader } from "./ledger-of.ts"
import { measurementsOf } from "./measurements-of.ts"
import { argument, flag, text } from "./options.ts"
import { readDocument } from "./read-document.ts"

const usualBudgetFile = "strata.budget.json"

/** A file that a budget names lies where the budget says, wherever the command is run. */
function besideBudget(ref: string, budget: string): string {
  return isDocument(ref) || isLedgerFile(ref) ? resolve(dirname(budget), ref) : ref
}

export const checkAction: Action = async (parsed) => {
  const file = text(parsed, "budget") ?? usualBudgetFile
  const fix = "name it with --budget=FILE; docs/budgets.md shows one, schemas/budget.schema.json says all"
  const budget = await readDocument(file, "budget", fix, (value) => budgetSchema.parse(value))
  const written = budget.growth?.baseline
  const baselineRef = text(parsed, "baseline") ?? (written === undefined ? undefined : besideBudget(written, file))
  const ledgerOf = ledgerReader(parsed)
  const baseline =
    budget.growth && baselineRef !== undefined ? await measurementsOf(baselineRef, "baseline", ledgerOf) : undefined
  const result = checkBudget(budget, await measurementsOf(argument(parsed, 0), "document of sizes", ledgerOf), baseline)
  if (flag(parsed, "json")) process.stdout.write(canonicalJson(result))
  else if (flag(parsed, "markdown")) process.stdout.write(`${checkMarkdown(result)}\n`)
  else process.stdout.write(`${checkText(result, coloursFor(process.stdout))}\n`)
  return result.passed ? exitCodes.good : exitCodes.checkFailed
}
