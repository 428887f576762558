import { StrataError } from "../../errors/index.ts"
import type { Parsed } from "../command.ts"
import { text } from "./options.ts"

/** Value of an option that takes a number from 1 on. @throws StrataError `invalid-option` */
export function count(parsed: Parsed, name: string): number | undefined {
  const given = text(parsed, name)
  if (given === undefined) return undefined
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given)
  throw new StrataError({
    code: "invalid-option",
    message: `--${name} wants a number from 1 on, not '${given}'`,
    fix: `for example --${name}=20`,
  })
}
