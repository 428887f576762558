import type { createColors } from "picocolors"
import { formatBytes } from "../text/bytes.ts"
import { groupDigits } from "../text/group-digits.ts"
import { printable } from "../text/printable.ts"
import { formatShare } from "./share.ts"

/** A line of a table of sizes: bytes, their share, whose they are, and where that is written. */
export interface SizeRow {
  readonly bytes: number
  readonly name: string
  readonly place?: string
}

export interface SizeTableOptions {
  /** Bytes that are 100 %. */
  readonly whole: number
  /** Columns of the terminal; names are cut to fit. */
  readonly width: number
  readonly colours: ReturnType<typeof createColors>
}

/** Width of what stands before a name: bytes in 12, a blank, share in 5, two blanks. */
export const beforeName = 20

/** Columns for names, however narrow the terminal is. */
const leastRoom = 20

/** Text cut to a width, with `…` for what is left out. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`
}

/** Lines of at most so many columns, broken at blanks; a longer word stays whole. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(" ")) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** The heaviest rows, and one line for all the others. */
export function shortened(rows: readonly SizeRow[], top: number): readonly SizeRow[] {
  // A line for one row would say less than the row.
  if (rows.length <= top + 1) return rows
  const rest = rows.slice(top)
  const bytes = rest.reduce((sum, row) => sum + row.bytes, 0)
  return [...rows.slice(0, top), { bytes, name: `${groupDigits(rest.length)} smaller` }]
}

/** Lines of a table; names and places may be anything from an image. */
export function sizeTable(rows: readonly SizeRow[], { whole, width, colours }: SizeTableOptions): readonly string[] {
  const shown = rows.map(({ bytes, name, place = "" }) => ({ bytes, name: printable(name), place: printable(place) }))
  const all = Math.max(leastRoom, width - beforeName)
  // A place is short in a line that is wide enough for reading; in another one the name is worth more.
  const placeWidth = Math.min(Math.max(0, ...shown.map(({ place }) => place.length)), Math.floor(all / 2) - 2)
  const room = all - (placeWidth > 0 ? placeWidth + 2 : 0)
  const nameWidth = placeWidth > 0 ? Math.min(room, Math.max(...shown.map(({ name }) => name.length))) : 0
  return shown.map(({ bytes, name, place }) => {
    const size = `${formatBytes(bytes).padStart(12)} ${colours.dim(formatShare(bytes, whole).padStart(5))}`
    const named = `${size}  ${cut(name, room).padEnd(place ? nameWidth : 0)}`
    return place ? `${named}  ${colours.dim(cut(place, placeWidth))}` : named
  })
}
