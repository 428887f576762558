import { relative } from "node:path"
import { type SourceLocation, StrataError } from "../errors/index.ts"
import { callerLocation } from "../steps/origin.ts"

const parseError = /^ParseError: (.+?)\s*\n\s*(\/.+):(\d+):(\d+)\s*$/

/** What a user's module threw as an error that names the place; errors of the library stay as they are. */
export function moduleProblem(error: unknown, name: string): StrataError {
  if (error instanceof StrataError) return error
  const message = error instanceof Error ? error.message : String(error)
  const syntax = parseError.exec(message)
  const at: SourceLocation | undefined = syntax
    ? { file: relative(process.cwd(), syntax[2] ?? ""), line: Number(syntax[3]), column: Number(syntax[4]) + 1 }
    : error instanceof Error
      ? callerLocation(error.stack ?? "")
      : undefined
  const [first = "", ...rest] = (syntax?.[1] ?? message).split("\n")
  return new StrataError(
    {
      code: "invalid-config",
      message: `${name} cannot be loaded: ${first}`,
      ...(at ? { at } : {}),
      ...(rest.length > 0 ? { detail: rest.join("\n") } : {}),
      fix: syntax ? "correct the syntax there" : "correct what it does there",
    },
    { cause: error },
  )
}
