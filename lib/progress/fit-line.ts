import { stripVTControlCharacters } from "node:util"

/** Columns of a character; from Hangul on many take two, so all are counted so: a line may end early but never wraps. */
function columnsOf(character: string): number {
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1
}

/** Text as one line of at most `columns`: what a step prints must not move the cursor or wrap. */
export function fitLine(text: string, columns: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
  const plain = stripVTControlCharacters(text).replace(/[\x00-\x1f\x7f-\x9f]+/g, " ")
  let width = 0
  let line = ""
  for (const character of plain) {
    width += columnsOf(character)
    if (width > columns) return line
    line += character
  }
  return line
}
