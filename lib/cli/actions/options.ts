import type { Parsed } from "../command.ts"

/** Value of an option that takes one. */
export function text(parsed: Parsed, name: string): string | undefined {
  const value = parsed.options[name]
  return typeof value === "string" ? value : undefined
}

/** Values of an option that may be repeated. */
export function list(parsed: Parsed, name: string): readonly string[] {
  const value = parsed.options[name]
  return Array.isArray(value) ? (value as readonly string[]) : typeof value === "string" ? [value] : []
}

export function flag(parsed: Parsed, name: string): boolean {
  return parsed.options[name] === true
}

/** An argument that commander has made sure of. */
export function argument(parsed: Parsed, index: number): string {
  const value = parsed.args[index]
  return typeof value === "string" ? value : ""
}

/** The words of a last argument that takes any number. */
export function rest(parsed: Parsed, index: number): readonly string[] {
  const value = parsed.args[index]
  return Array.isArray(value) ? (value as readonly string[]) : []
}
