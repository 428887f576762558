import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"

const folder = join(import.meta.dirname, "../../../pipelines/carbon/lists")

/** Every array of strings in a value, with its path. */
function arrays(value: unknown, path = ""): readonly (readonly [path: string, items: readonly string[]])[] {
  if (Array.isArray(value)) return [[path, value as readonly string[]]]
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => arrays(item, `${path}/${key}`))
}

it.each(readdirSync(folder))("%s says where it is from, why and when, and names nothing twice", (name) => {
  const list: { readonly date?: string } = JSON.parse(readFileSync(join(folder, name), "utf8"))
  expect(list).toMatchObject({ source: expect.stringMatching(/./), why: expect.stringMatching(/./) })
  expect(list.date).toMatch(/^\d{4}-\d\d-\d\d$/)
  const found = arrays(list)
  expect(found.length).toBeGreaterThan(0)
  for (const [path, items] of found) expect([path, new Set(items).size]).toEqual([path, items.length])
})
