import { type Problem, throwIfAny } from "../errors/index.ts"
import { deepFreeze } from "./freeze.ts"
import type { Image } from "./image.ts"
import { validateImage } from "./rules/index.ts"
import { imageSchema } from "./schema.ts"

function at(path: readonly PropertyKey[]): string {
  return path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("")
}

/**
 * Takes an image definition that came from outside as JSON text or as a parsed value.
 * @throws StrataError `invalid-image` with every problem: of the JSON's shape, or of what it says.
 */
export function parseImage(input: unknown): Image {
  let value = input
  if (typeof input === "string") {
    try {
      value = JSON.parse(input)
    } catch (cause) {
      throwIfAny([
        {
          code: "invalid-image",
          message: `not JSON: ${cause instanceof Error ? cause.message : cause}`,
          fix: "write it with 'strata print --format=ir'",
        },
      ])
    }
  }
  const parsed = imageSchema.safeParse(value)
  if (!parsed.success) {
    throwIfAny(
      parsed.error.issues.map(
        (issue): Problem => ({
          code: "invalid-image",
          message: `image${at(issue.path)}: ${issue.message}`,
          fix: "see schemas/image.schema.json for the shape",
        }),
      ),
    )
  }
  const image = parsed.data as Image
  throwIfAny(validateImage(image))
  return deepFreeze(image)
}
