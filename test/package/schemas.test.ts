import { readdir, readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { renderSchema } from "../../scripts/render-schema.ts"
import { schemas } from "../../scripts/schemas.ts"

const folder = new URL("../../schemas/", import.meta.url)

test.each(Object.entries(schemas))("schemas/%s is what the zod schema says", async (file, { title, schema }) => {
  // When this fails the format has changed: run `npx tsx scripts/write-schemas.ts` and look at the difference.
  expect(await readFile(new URL(file, folder), "utf8")).toBe(renderSchema(title, schema))
})

test("nothing else is published there", async () => {
  expect((await readdir(folder)).sort()).toEqual(Object.keys(schemas).sort())
})

test("unknown fields are refused, as the zod schema does", () => {
  const { schema, title } = schemas["image.schema.json"] ?? {}
  if (!schema || !title) throw new Error("no schema of images")
  const document = JSON.parse(renderSchema(title, schema))
  expect(document).toMatchObject({ title, type: "object", additionalProperties: false })
  expect(document).not.toHaveProperty("$id")
})
