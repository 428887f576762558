import { z } from "zod"
import { canonicalJson } from "../lib/ir/index.ts"

/**
 * A zod schema as a JSON Schema file: keys in order and nothing of the day or the machine, so that it only changes
 * with the schema.
 */
export function renderSchema(title: string, schema: z.ZodType): string {
  const document = z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      // zod says it for frozen values; in JSON Schema it means "a request that sets this is ignored".
      delete jsonSchema.readOnly
    },
  })
  return canonicalJson({ title, ...document })
}
