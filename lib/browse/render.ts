import type { createColors } from "picocolors"
import { formatShare } from "../report/share.ts"
import { cut } from "../report/text-table.ts"
import { formatBytes } from "../text/bytes.ts"
import { groupDigits } from "../text/group-digits.ts"
import { printable } from "../text/printable.ts"
import { type Item, type Lists, views } from "./lists.ts"
import type { BrowseState } from "./state.ts"
import { shownItems, shownLevel } from "./update.ts"

export interface Screen {
  readonly columns: number
  readonly rows: number
  readonly colours: ReturnType<typeof createColors>
}

/** Lines around the list: title, views, a rule; a rule, the note, the keys. */
const around = 6
const barWidth = 10

export function listRows({ rows }: Pick<Screen, "rows">): number {
  return Math.max(1, rows - around)
}

function bar(share: number): string {
  const full = Math.round(share * barWidth)
  return `${"█".repeat(full)}${"·".repeat(barWidth - full)}`
}

function line(item: Item, isChosen: boolean, whole: number, { columns, colours }: Screen): string {
  const share = whole === 0 ? 0 : item.bytes / whole
  const before = `${formatBytes(item.bytes).padStart(10)} ${formatShare(item.bytes, whole).padStart(5)} ${bar(share)} `
  const name = cut(printable(item.name), Math.max(1, columns - before.length))
  return isChosen ? colours.inverse(`${before}${name}`.padEnd(columns)) : `${colours.dim(before)}${name}`
}

/** First line that is shown, so that the chosen one is on the screen. */
function firstShown(at: number, count: number, rows: number): number {
  return Math.max(0, Math.min(at - Math.floor(rows / 2), count - rows))
}

/** The screen, line by line; exactly as many as there are rows. Pure. */
export function render(state: BrowseState, lists: Lists, screen: Screen): readonly string[] {
  const { columns, colours } = screen
  const level = shownLevel(state)
  const items = shownItems(state)
  const rows = listRows(screen)
  const first = firstShown(level.at, items.length, rows)
  const shown = items
    .slice(first, first + rows)
    .map((item, index) => line(item, first + index === level.at, lists.unpackedBytes, screen))
  const blank = Array.from({ length: rows - shown.length }, () => "")
  const tabs = views.map((view, index) => {
    const label = ` ${index + 1} ${view} `
    return view === state.view ? colours.inverse(label) : colours.dim(label)
  })
  const rule = colours.dim("─".repeat(columns))
  const path = cut(printable(level.title), Math.max(1, columns - 20))
  const place = items.length === 0 ? "nothing" : `${level.at + 1} of ${groupDigits(items.length)}`
  const keys = state.typing
    ? "type to search, enter to keep, escape to leave"
    : "enter open  ← back  / search  1-5 or tab view  q quit"
  const foot = state.search === undefined ? keys : `/${printable(state.search)}${state.typing ? "▏" : ""}  ${keys}`
  return [
    colours.bold(cut(`${printable(lists.image)}  ${formatBytes(lists.unpackedBytes)} unpacked`, columns)),
    tabs.join(""),
    `${path}  ${colours.dim(place)}`,
    ...shown,
    ...blank,
    rule,
    colours.cyan(cut(printable(items[level.at]?.note ?? ""), columns)),
    colours.dim(cut(foot, columns)),
  ]
}
