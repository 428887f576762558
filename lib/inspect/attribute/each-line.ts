const newline = 0x0a

/** Calls `visit` with where each line of a text begins and ends; empty ones are left out. */
export function eachLine(text: Uint8Array, visit: (start: number, end: number) => void): void {
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf(newline, start)
    const end = next < 0 ? text.length : next
    if (end > start) visit(start, end)
    start = end + 1
  }
}
