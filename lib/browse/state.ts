import type { Item, Lists, View } from "./lists.ts"

/** One list in the stack of lists that were opened. */
export interface Level {
  readonly title: string
  readonly items: readonly Item[]
  /** The chosen line. */
  readonly at: number
}

/** All there is to know to draw the screen. */
export interface BrowseState {
  readonly view: View
  /** From the outermost to the one that is shown. */
  readonly levels: readonly [Level, ...Level[]]
  /** What is searched for; lines without it are left out. `undefined` while nothing is. */
  readonly search?: string
  /** Whether keys go into the search. */
  readonly typing: boolean
  readonly ended: boolean
}

export function firstState(lists: Lists, view: View = "folders"): BrowseState {
  return { view, levels: [{ title: "/", items: lists.of(view), at: 0 }], typing: false, ended: false }
}
