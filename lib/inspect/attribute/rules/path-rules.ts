import { grown } from "../../../ledger/grown.ts"
import type { PathTableData } from "../../../ledger/path-table.ts"
import { NameClasses } from "./name-classes.ts"

interface Rule {
  /** Number of its list. */
  readonly list: number
  /** Its place in the list. */
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
  /** Of each list, the first rule that holds for all below. */
  readonly deep: readonly number[]
  readonly progress: readonly Progress[]
}

const none = 0xffff

const anyFolder = "**/"
const allBelow = "/**"

/** The first rule of each list, by its number. */
function firstOfEach(lists: number, rules: readonly Rule[]): readonly number[] {
  return Array.from({ length: lists }, (_, list) =>
    rules.reduce((first, rule) => (rule.list === list ? Math.min(first, rule.number) : first), none),
  )
}

/** The states of all lists together, made as paths need them: one look for a path, whatever number of lists there is. */
class Machine {
  readonly #states: State[]
  /** For each list and state, the rule that holds at the path itself, counted from 1; 0 for none. */
  readonly #rules: number[][]
  readonly #numbers = new Map<string, number>()
  readonly #floating: readonly Rule[]
  readonly #begins = new Map<number, readonly Progress[]>()
  readonly #classes: NameClasses

  constructor(lists: number, rules: readonly Rule[], classes: NameClasses) {
    this.#classes = classes
    this.#rules = Array.from({ length: lists }, () => [0])
    this.#floating = rules.filter(({ isFloating }) => isFloating)
    const progress = rules.filter(({ isFloating }) => !isFloating).map((rule) => ({ rule, matched: 0 }))
    this.#states = [{ deep: firstOfEach(lists, []), progress }]
  }

  /**
   * For each list, the number of the rule that holds for each path, counted from 1; 0 for none.
   * @param nameClasses class of each path's own name
   */
  match(parents: Uint32Array, nameClasses: Uint16Array): readonly Uint16Array[] {
    const states = this.#walk(parents, nameClasses)
    return this.#rules.map((rules) => {
      const ofState = Uint16Array.from(rules)
      const matched = new Uint16Array(states.length)
      for (let path = 1; path < matched.length; path++) matched[path] = ofState[states[path] as number] as number
      return matched
    })
  }

  /** State of each path. */
  #walk(parents: Uint32Array, nameClasses: Uint16Array): Uint32Array {
    const { count: width } = this.#classes
    const states = new Uint32Array(nameClasses.length)
    // State of a child by its folder's and the class of its name; 0 where it is not known yet, since no path leads back to the root.
    let next = new Uint32Array(256 * width)
    for (let path = 1; path < states.length; path++) {
      const from = states[parents[path] as number] as number
      const nameClass = nameClasses[path] as number
      const place = from * width + nameClass
      if (place >= next.length) next = grown(next, this.#states.length * width)
      let state = next[place] as number
      if (state === 0) {
        state = this.#step(from, nameClass)
        next[place] = state
      }
      states[path] = state
    }
    return states
  }

  #step(from: number, nameClass: number): number {
    const state = this.#states[from]
    return state ? this.#make(state, nameClass) : 0
  }

  /** Rules that may begin anywhere and do at names of a class. */
  #begun(nameClass: number): readonly Progress[] {
    const known = this.#begins.get(nameClass)
    if (known) return known
    const names = this.#classes.members(nameClass)
    const begun = this.#floating
      .filter((rule) => names.includes(rule.names[0] ?? -1))
      .map((rule): Progress => ({ rule, matched: 1 }))
    this.#begins.set(nameClass, begun)
    return begun
  }

  #make(from: State, nameClass: number): number {
    const names = this.#classes.members(nameClass)
    const continued = from.progress
      .filter(({ rule, matched }) => names.includes(rule.names[matched] ?? -1))
      .map(({ rule, matched }): Progress => ({ rule, matched: matched + 1 }))
    const advanced = [...continued, ...this.#begun(nameClass)]
    const done = advanced.filter(({ rule, matched }) => matched === rule.names.length).map(({ rule }) => rule)
    const lists = this.#rules.length
    const deepHere = firstOfEach(
      lists,
      done.filter(({ isDeep }) => isDeep),
    )
    const deep = from.deep.map((above, list) => Math.min(above, deepHere[list] ?? none))
    const here = firstOfEach(lists, done)
    const best = deep.map((below, list) => Math.min(below, here[list] ?? none))
    // What comes after a rule of its list that holds below anyway cannot win any more.
    const progress = advanced.filter(
      ({ rule, matched }) => matched < rule.names.length && rule.number < (deep[rule.list] ?? none),
    )
    const key = `${best} ${deep} ${progress.map(({ rule, matched }) => `${rule.list}.${rule.number}:${matched}`).join()}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#states.length
    this.#states.push({ deep, progress })
    for (const [list, rule] of best.entries()) this.#rules[list]?.push(rule === none ? 0 : rule + 1)
    this.#numbers.set(key, number)
    return number
  }
}

/**
 * Lists of path patterns, of each of which the first that fits counts. Names are as `NameClasses` has them; `**` stands
 * for any folders at the beginning, and for the folder itself and all in it at the end:
 *
 *     etc/ld.so.cache   usr/share/doc/**   **\/.git/**   **\/*.pyc   home/*\/.cache/**
 *
 * All paths of an image are matched in one walk from the root: a path's state follows from its folder's state and its
 * own name, and states are few.
 */
export class PathRules {
  readonly #classes: NameClasses
  readonly #machine: Machine

  constructor(lists: readonly (readonly string[])[]) {
    const names = new Map<string, number>()
    const nameNumber = (name: string): number => {
      const number = names.get(name) ?? names.size
      names.set(name, number)
      return number
    }
    const rules = lists.flatMap((patterns, list) =>
      patterns.map((pattern, number): Rule => {
        const isFloating = pattern.startsWith(anyFolder)
        const isDeep = pattern.endsWith(allBelow)
        const inner = pattern.slice(isFloating ? anyFolder.length : 0, isDeep ? -allBelow.length : undefined)
        return { list, number, names: inner.split("/").map(nameNumber), isFloating, isDeep }
      }),
    )
    const classes = new NameClasses([...names.keys()])
    this.#classes = classes
    this.#machine = new Machine(lists.length, rules, classes)
  }

  /** For each list, the number of the rule that holds for each path, counted from 1; 0 where none does. */
  match({ count, parents, nameStarts, names }: PathTableData): readonly Uint16Array[] {
    const nameClasses = new Uint16Array(count)
    for (let path = 1; path < count; path++) {
      const start = nameStarts[path] ?? 0
      nameClasses[path] = this.#classes.classOf(names, start, nameStarts[path + 1] ?? start)
    }
    return this.#machine.match(parents, nameClasses)
  }
}
