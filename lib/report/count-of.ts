import { groupDigits } from "../text/group-digits.ts"
/** A number with its noun: `1 entry`, `312,004 entries`. */
export function countOf(count: number, one: string, several: string): string {
  return `${groupDigits(count)} ${count === 1 ? one : several}`
}
