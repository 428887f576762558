/** C0 and C1 controls, line and paragraph separators, and the marks that turn the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

function escaped(character: string): string {
  const code = character.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`
}

/**
 * Text from an image (a path, a package's name, a line of its history) as one line that is safe on a terminal: what
 * would move the cursor, colour, or turn the text around is written as an escape (`\x1b`).
 */
export function printable(text: string): string {
  return text.replace(unprintable, escaped)
}
