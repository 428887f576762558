/*
 * Reads the few fields that every look at an image needs by hand: zod takes a tenth of a second to load, as long as reading
 * the headers of a gigabyte. What is wrong is said as zod says it (`problem.ts`).
 */

function wrong(where: string, expected: string): Error {
  return new Error(`${where === "" ? "" : `${where}: `}Invalid input: expected ${expected}`)
}

/** @param where keys that lead to the value, for the message. @throws Error where it is no object */
export function asObject(value: unknown, where = ""): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(where, "object")
  return value as Record<string, unknown>
}

/** @throws Error where it is no list */
export function asList(value: unknown, where = ""): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(where, "array")
  return value
}

/** @throws Error where it is no text */
export function asText(value: unknown, where = ""): string {
  if (typeof value !== "string") throw wrong(where, "string")
  return value
}

/** @throws Error where it is there and neither true nor false */
export function asFlag(value: unknown, where = ""): boolean | undefined {
  if (value !== undefined && typeof value !== "boolean") throw wrong(where, "boolean")
  return value
}

/** @throws Error where it is there and no text */
export function asOptionalText(value: unknown, where = ""): string | undefined {
  return value === undefined ? undefined : asText(value, where)
}

/** A list of texts. @throws Error where it is something else */
export function asTexts(value: unknown, where = ""): readonly string[] {
  return asList(value, where).map((each, index) => asText(each, `${where}: ${index}`))
}
