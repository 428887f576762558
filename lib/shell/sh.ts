import { quote, quoteAll } from "./quote.ts"

/** Shell text that may be run as it is. Only `sh` and `raw` make it. */
export interface ShellText {
  readonly kind: "shell-text"
  readonly text: string
}

/** Text that is already shell: what a user wrote by hand, or a part of a script that is no word. */
export function raw(text: string): ShellText {
  return { kind: "shell-text", text }
}

/**
 * Shell text from a template: strings and numbers become one quoted word each, arrays a list of words, shell text stays.
 * `sh\`apt-get install ${["a b", "c"]}\`` is `apt-get install 'a b' c`.
 */
export function sh(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | readonly string[] | ShellText)[]
): ShellText {
  const text = parts.raw.map((part, index) => {
    const value = values[index]
    if (value === undefined) return part
    if (typeof value === "string") return part + quote(value)
    if (typeof value === "number") return part + value
    if ("kind" in value) return part + value.text
    return part + quoteAll(value)
  })
  return raw(text.join(""))
}

/** A complete script: stops at the first failing command and at an unset variable (bash: also inside a pipe). */
export function script(shell: "sh" | "bash", lines: readonly (ShellText | undefined)[]): string {
  const body = lines.flatMap((line) => (line === undefined ? [] : [line.text]))
  return `${[shell === "bash" ? "set -euo pipefail" : "set -eu", ...body].join("\n")}\n`
}

/** Words quoted and laid out over lines of about `width` characters, joined by line continuations. */
export function wrapWords(words: readonly string[], width = 100): ShellText {
  const lines: string[] = []
  for (const word of words.map(quote)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return raw(lines.join(" \\\n  "))
}
