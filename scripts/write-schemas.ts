import { mkdir, writeFile } from "node:fs/promises"
import { renderSchema } from "./render-schema.ts"
import { schemas } from "./schemas.ts"

const folder = new URL("../schemas/", import.meta.url)
await mkdir(folder, { recursive: true })
for (const [file, { title, schema }] of Object.entries(schemas)) {
  await writeFile(new URL(file, folder), renderSchema(title, schema))
  console.log(`schemas/${file}`)
}
