import { readFileSync } from "node:fs"
import { Ajv2020 } from "ajv/dist/2020.js"
import { schemas } from "../../scripts/schemas.ts"

const folder = new URL("../../schemas/", import.meta.url)

/**
 * What a document has that its published schema does not allow; empty where it fits. The zod schema that the file was
 * made from is asked too: it may say more than JSON Schema can.
 */
export function misfits(file: string, document: unknown): readonly string[] {
  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(new URL(file, folder), "utf8")))
  const errors = validate(document) ? [] : (validate.errors ?? [])
  const parsed = schemas[file]?.schema.safeParse(document)
  return [
    ...errors.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`),
    ...(parsed?.error?.issues ?? []).map(({ path, message }) => `${path.join("/")} ${message}`),
  ]
}
