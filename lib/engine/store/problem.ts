import type { z } from "zod"
import { StrataError } from "../../errors/index.ts"
import { printable } from "../../text/printable.ts"

/** Of a document that is of another form: what is wrong at which key, on one line. */
function wordsOf(error: Error | z.ZodError): string {
  // By its issues, not its class: zod takes a tenth of a second to load, in every thread that scans layers.
  if (!("issues" in error)) return error.message
  return error.issues.map(({ path, message }) => [...path, message].join(": ")).join("; ")
}

const buildAgain = "the store is damaged or was changed meanwhile: build the image again, with --no-cache if need be"

/**
 * An `engine-store` error; `cause` keeps its own words where it is a StrataError already. Names and causes come from
 * images, so the message is shown without control characters.
 */
export function storeProblem(message: string, options: { fix?: string; cause?: unknown } = {}): StrataError {
  const { fix = buildAgain, cause } = options
  if (cause instanceof StrataError) return cause
  const why = cause instanceof Error ? `: ${wordsOf(cause)}` : ""
  return new StrataError(
    { code: "engine-store", message: printable(`${message}${why}`), fix: printable(fix) },
    { cause },
  )
}
