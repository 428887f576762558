const control = "\u001b["
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal is told by control characters
const pieces = /\u001b\[\??\d*[A-Za-z]|\n|[^\u001b\n]+/g

/** A terminal that is never full: it understands what a build writes on it, and refuses everything else. */
export function makeTerminal() {
  const lines = [""]
  let row = 0
  const obey = (sequence: string): void => {
    if (sequence === "J") lines.splice(row, Number.POSITIVE_INFINITY, "")
    else if (/^\d+A$/.test(sequence)) row -= Number.parseInt(sequence, 10)
    // Begin and end of a synchronised update.
    else if (!/^\?2026[hl]$/.test(sequence)) throw new Error(`what is ${sequence}?`)
  }
  return {
    write(text: string): void {
      for (const [piece] of text.matchAll(pieces)) {
        if (piece.startsWith(control)) obey(piece.slice(control.length))
        else if (piece !== "\n") lines[row] += piece
        else lines[++row] ??= ""
      }
    },
    /** The lines that ended. */
    shown: (): readonly string[] => lines.slice(0, -1),
  }
}
