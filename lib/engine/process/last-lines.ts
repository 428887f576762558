/** The last `count` lines of `text` that are not blank at its end. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n")
}
