import { type Item, type Lists, views } from "./lists.ts"
import { type BrowseState, firstState, type Level } from "./state.ts"

/** A key as node:readline names it; `text` is what it types. */
export interface Key {
  readonly name?: string
  readonly text?: string
  readonly ctrl?: boolean
}

/** The list that is shown. */
export function shownLevel({ levels }: BrowseState): Level {
  return levels.at(-1) ?? levels[0]
}

/** Its lines, without those that the search leaves out. */
export function shownItems(state: BrowseState): readonly Item[] {
  const { items } = shownLevel(state)
  const wanted = state.search?.toLowerCase() ?? ""
  return wanted === "" ? items : items.filter(({ name }) => name.toLowerCase().includes(wanted))
}

function withLevel(state: BrowseState, level: Level): BrowseState {
  const [first, ...rest] = state.levels
  return { ...state, levels: rest.length === 0 ? [level] : [first, ...rest.slice(0, -1), level] }
}

function moved(state: BrowseState, lines: number): BrowseState {
  const level = shownLevel(state)
  const last = Math.max(0, shownItems(state).length - 1)
  return withLevel(state, { ...level, at: Math.max(0, Math.min(last, level.at + lines)) })
}

function searching(state: BrowseState, search: string | undefined, typing: boolean): BrowseState {
  const { search: _, ...rest } = state
  return withLevel({ ...rest, ...(search === undefined ? {} : { search }), typing }, { ...shownLevel(state), at: 0 })
}

function opened(state: BrowseState): BrowseState {
  const chosen = shownItems(state)[shownLevel(state).at]
  if (!chosen?.opens) return state
  const { search: _, ...rest } = state
  const level: Level = { title: chosen.opens.title, items: chosen.opens.items(), at: 0 }
  return { ...rest, typing: false, levels: [...state.levels, level] }
}

function closed(state: BrowseState): BrowseState {
  if (state.search !== undefined) return searching(state, undefined, false)
  const [first, ...rest] = state.levels
  return rest.length === 0 ? state : { ...state, levels: [first, ...rest.slice(0, -1)] }
}

function typed(state: BrowseState, { name, text = "" }: Key): BrowseState {
  const search = state.search ?? ""
  switch (name) {
    case "return":
      return { ...state, typing: false }
    case "escape":
      return searching(state, undefined, false)
    case "backspace":
      return searching(state, search.slice(0, -1), true)
    default:
      // Only what can be seen: other keys type escapes.
      return /^[^\p{C}]+$/u.test(text) ? searching(state, search + text, true) : state
  }
}

/** The state after a key. Pure. @param page lines that a page has */
export function update(state: BrowseState, key: Key, lists: Lists, page: number): BrowseState {
  if (key.ctrl && key.name === "c") return { ...state, ended: true }
  if (state.typing && !["up", "down", "pageup", "pagedown"].includes(key.name ?? "")) return typed(state, key)
  const number = Number(key.text)
  const view = Number.isInteger(number) ? views[number - 1] : undefined
  if (view) return firstState(lists, view)
  switch (key.name) {
    case "q":
      return { ...state, ended: true }
    case "up":
    case "k":
      return moved(state, -1)
    case "down":
    case "j":
      return moved(state, 1)
    case "pageup":
      return moved(state, -page)
    case "pagedown":
    case "space":
      return moved(state, page)
    case "home":
      return moved(state, Number.NEGATIVE_INFINITY)
    case "end":
      return moved(state, Number.POSITIVE_INFINITY)
    case "return":
    case "right":
    case "l":
      return opened(state)
    case "escape":
    case "left":
    case "backspace":
    case "h":
      return closed(state)
    case "tab":
      return firstState(lists, views[(views.indexOf(state.view) + 1) % views.length])
    default:
      return key.text === "/" ? searching(state, "", true) : state
  }
}
