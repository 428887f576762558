import { readFile } from "node:fs/promises"
import type { z } from "zod"
import { StrataError } from "../errors/index.ts"
import { type Budget, budgetSchema } from "./budget-schema.ts"

/** `packages.dpkg:x: is no size ...` of the first thing that is wrong. */
function firstIssue({ issues }: z.ZodError): string {
  const [issue] = issues
  if (!issue) return "it is not what it should be"
  const [nested] =
    issue.code === "invalid_union" ? (issue.errors.find(([each]) => each?.code !== "invalid_type") ?? []) : []
  const { message, path } = nested ?? issue
  const where = [...issue.path, ...(nested ? path : [])].join(".")
  return where === "" ? message : `${where}: ${message}`
}

/** @throws StrataError `invalid-document` where the file is not there or is no budget */
export function parseBudget(text: string, file: string): Budget {
  const wrong = (what: string, cause?: unknown): StrataError =>
    new StrataError(
      {
        code: "invalid-document",
        message: `${file} is no budget: ${what}`,
        fix: "docs/budgets.md shows one; its schema is schemas/budget.schema.json",
      },
      { cause },
    )
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : String(cause), cause)
  }
  const parsed = budgetSchema.safeParse(value)
  if (!parsed.success) throw wrong(firstIssue(parsed.error), parsed.error)
  return parsed.data
}

/** @throws StrataError `invalid-document` where the file is not there or is no budget */
export async function readBudget(file: string): Promise<Budget> {
  let text: string
  try {
    text = await readFile(file, "utf8")
  } catch (cause) {
    throw new StrataError(
      {
        code: "invalid-document",
        message: `cannot read the budget: ${cause instanceof Error ? cause.message : cause}`,
        fix: "name it with --budget=FILE; docs/budgets.md shows one",
      },
      { cause },
    )
  }
  return parseBudget(text, file)
}
