import { StrataError } from "../errors/index.ts"

/** Characters that no POSIX shell treats specially anywhere in a word (`=` and `~` only at the front, so neither is here). */
const plain = /^[A-Za-z0-9_@%+:,./-]+$/

/**
 * One word for `sh` and `bash` that means exactly `text`.
 * @throws StrataError `invalid-image` for a zero byte, which no shell word can hold.
 */
export function quote(text: string): string {
  if (text.includes("\0"))
    throw new StrataError({
      code: "invalid-image",
      message: `a shell word cannot hold a zero byte: ${JSON.stringify(text)}`,
    })
  return plain.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** Several words, each quoted, with spaces between them. */
export function quoteAll(words: readonly string[]): string {
  return words.map(quote).join(" ")
}
