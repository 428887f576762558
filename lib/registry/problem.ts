import { StrataError } from "../errors/index.ts"
import { printable } from "../text/printable.ts"

/** Most characters of a registry's own words that a message repeats. */
const mostCharacters = 400

/** A `registry-failed` error. `detail` are the registry's words: they are shown without control characters. */
export function registryProblem(
  message: string,
  options: { readonly fix?: string; readonly detail?: string; readonly cause?: unknown } = {},
): StrataError {
  const { fix, detail, cause } = options
  return new StrataError(
    {
      code: "registry-failed",
      message: printable(message),
      ...(fix === undefined ? {} : { fix }),
      ...(detail ? { detail: printable(detail.slice(0, mostCharacters)) } : {}),
    },
    { cause },
  )
}
