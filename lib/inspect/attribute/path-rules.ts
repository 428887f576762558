import type { PathTable } from "../../ledger/index.ts"
import { NameClasses } from "./name-classes.ts"

interface Rule {
  readonly number: number
  readonly names: readonly number[]
  /** May begin at any folder. */
  readonly isFloating: boolean
  /** Holds for all below, too. */
  readonly isDeep: boolean
}

/** A rule and how many of its names the path has so far. */
interface Progress {
  readonly rule: Rule
  readonly matched: number
}

/** What a path leaves open for the paths in it. */
interface State {
  /** The rule that holds at the path itself. */
  readonly best: number
  /** The first rule that holds for all below. */
  readonly deep: number
  readonly progress: readonly Progress[]
  /** State of a child by the class of its name. */
  readonly next: Map<number, number>
}

const none = 0xffff
const anyFolder = "**/"
const allBelow = "/**"

/**
 * A list of path patterns, of which the first that fits counts. Names are as `NameClasses` has them; `**` stands for
 * any folders at the beginning, and for the folder itself and all in it at the end:
 *
 *     etc/ld.so.cache   usr/share/doc/**   **\/.git/**   **\/*.pyc   home/*\/.cache/**
 *
 * All paths of an image are matched in one walk from the root: a path's state follows from its folder's state and its
 * own name, and states are few.
 */
export class PathRules {
  readonly #classes: NameClasses
  readonly #states: State[]
  readonly #stateNumbers = new Map<string, number>()
  readonly #floating: readonly Rule[]

  constructor(patterns: readonly string[]) {
    const names: string[] = []
    const nameNumber = (name: string): number => {
      if (!names.includes(name)) names.push(name)
      return names.indexOf(name)
    }
    const rules = patterns.map((pattern, number): Rule => {
      const isFloating = pattern.startsWith(anyFolder)
      const isDeep = pattern.endsWith(allBelow)
      const inner = pattern.slice(isFloating ? anyFolder.length : 0, isDeep ? -allBelow.length : undefined)
      return { number, names: inner.split("/").map(nameNumber), isFloating, isDeep }
    })
    this.#classes = new NameClasses(names)
    this.#floating = rules.filter(({ isFloating }) => isFloating)
    const anchored = rules.filter(({ isFloating }) => !isFloating)
    this.#states = [
      { best: none, deep: none, progress: anchored.map((rule) => ({ rule, matched: 0 })), next: new Map() },
    ]
  }

  /** Number of the rule that holds for each path, counted from 1; 0 where none does. */
  match(paths: PathTable): Uint16Array {
    const { count, parents, nameStarts, names } = paths.data
    const matched = new Uint16Array(count)
    const states = new Uint32Array(count)
    for (let path = 1; path < count; path++) {
      const nameStart = nameStarts[path] ?? 0
      const nameClass = this.#classes.classOf(names, nameStart, nameStarts[path + 1] ?? nameStart)
      const number = this.#step(states[parents[path] ?? 0] ?? 0, nameClass)
      states[path] = number
      const best = this.#states[number]?.best ?? none
      if (best !== none) matched[path] = best + 1
    }
    return matched
  }

  #step(from: number, nameClass: number): number {
    const state = this.#states[from]
    if (!state) return 0
    const known = state.next.get(nameClass)
    if (known !== undefined) return known
    const number = this.#make(state, this.#classes.members(nameClass))
    state.next.set(nameClass, number)
    return number
  }

  #make(from: State, names: readonly number[]): number {
    const started = this.#floating.map((rule): Progress => ({ rule, matched: 0 }))
    const advanced = [...from.progress, ...started]
      .filter(({ rule, matched }) => names.includes(rule.names[matched] ?? -1))
      .map(({ rule, matched }): Progress => ({ rule, matched: matched + 1 }))
    const done = advanced.filter(({ rule, matched }) => matched === rule.names.length).map(({ rule }) => rule)
    const first = (rules: readonly Rule[]): number => Math.min(none, ...rules.map(({ number }) => number))
    const deep = Math.min(from.deep, first(done.filter(({ isDeep }) => isDeep)))
    const best = Math.min(deep, first(done))
    // What a rule that holds below anyway comes before cannot win any more.
    const progress = advanced.filter(({ rule, matched }) => matched < rule.names.length && rule.number < deep)
    const key = `${best} ${deep} ${progress.map(({ rule, matched }) => `${rule.number}:${matched}`).join()}`
    const known = this.#stateNumbers.get(key)
    if (known !== undefined) return known
    const number = this.#states.length
    this.#states.push({ best, deep, progress, next: new Map() })
    this.#stateNumbers.set(key, number)
    return number
  }
}
