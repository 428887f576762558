import { StrataError } from "../../errors/index.ts"

/** An error of writing as one that says which output it was and what to do. */
export function outputFailed(path: string, cause: unknown): StrataError {
  if (cause instanceof StrataError) return cause
  const code = (cause as NodeJS.ErrnoException).code
  const why = cause instanceof Error ? cause.message : String(cause)
  const fix =
    code === "ENOSPC" ? "free room there, or name a place on another disk" : "name a place that can be written"
  return new StrataError({ code: "output-failed", message: `cannot write '${path}': ${why}`, fix }, { cause })
}
