import { StrataError } from "strata-images"
import { z } from "zod"

/**
 * Reads JSON that a caller gave as a file.
 * @param what it should be: `budget`, `baseline`
 * @param parse throws where it is something else
 * @throws StrataError `invalid-document`
 */
export function parseDocument<T>(text: string, what: string, parse: (value: unknown) => T): T {
  try {
    return parse(JSON.parse(text))
  } catch (cause) {
    const said = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause)
    throw new StrataError(
      {
        code: "invalid-document",
        message: `the ${what} is none: ${said}`,
        fix: "docs/budgets.md shows what it may be",
      },
      { cause },
    )
  }
}
