import { coloursFor } from "./colours.ts"

/** Columns of what is no terminal. */
const usualWidth = 120

/** How text for people looks on standard output. */
export function terminalLooks() {
  return { width: process.stdout.columns ?? usualWidth, colours: coloursFor(process.stdout) }
}
