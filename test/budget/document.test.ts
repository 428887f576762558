import { readFileSync } from "node:fs"
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect, it } from "vitest"
import { budgetSchema } from "../../lib/budget/index.ts"

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")
const [, example = ""] = /```json\n(.*?)```/s.exec(read("docs/budgets.md")) ?? []

describe("the budget in docs/budgets.md", () => {
  it("is one, for Strata and for editors", () => {
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(read("schemas/budget.schema.json")))
    expect(validate(JSON.parse(example))).toBe(true)
    expect(validate({ ...JSON.parse(example), categories: { chache: 0 } })).toBe(false)
    expect(validate({ packages: { "dpkg:x": "much" } })).toBe(false)
    expect(budgetSchema.parse(JSON.parse(example))).toEqual(JSON.parse(example))
  })
})
