import type { PathTableData } from "../../ledger/path-table.ts"
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
  /** The first rule that holds for all below. */
  readonly deep: number
  readonly progress: readonly Progress[]
}

const none = 0xffff

/** At least `length` long, and twice as long as it was. */
function longer(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(Math.max(length, array.length * 2))
  copy.set(array)
  return copy
}

const anyFolder = "**/"
const allBelow = "/**"

/** The states of one list of rules, made as paths need them. */
class Machine {
  readonly #states: State[]
  /** For each state, the rule that holds at the path itself, counted from 1; 0 for none. */
  readonly #rules = [0]
  readonly #numbers = new Map<string, number>()
  readonly #floating: readonly Rule[]
  readonly #begins = new Map<number, readonly Progress[]>()
  readonly #classes: NameClasses

  constructor(rules: readonly Rule[], classes: NameClasses) {
    this.#classes = classes
    this.#floating = rules.filter(({ isFloating }) => isFloating)
    const progress = rules.filter(({ isFloating }) => !isFloating).map((rule) => ({ rule, matched: 0 }))
    this.#states = [{ deep: none, progress }]
  }

  /**
   * Number of the rule that holds for each path, counted from 1; 0 for none.
   * @param nameClasses class of each path's own name
   */
  match(parents: Uint32Array, nameClasses: Uint16Array): Uint16Array {
    const { count: width } = this.#classes
    const matched = new Uint16Array(nameClasses.length)
    const states = new Uint32Array(nameClasses.length)
    // State of a child by its folder's and the class of its name; 0 where it is not known yet, since no path leads back to the root.
    let next = new Uint32Array(64 * width)
    for (let path = 1; path < matched.length; path++) {
      const from = states[parents[path] as number] as number
      const nameClass = nameClasses[path] as number
      const place = from * width + nameClass
      if (place >= next.length) next = longer(next, this.#states.length * width)
      let state = next[place] as number
      if (state === 0) {
        state = this.#step(from, nameClass)
        next[place] = state
      }
      states[path] = state
      matched[path] = this.#rules[state] as number
    }
    return matched
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
    const first = (rules: readonly Rule[]): number => Math.min(none, ...rules.map(({ number }) => number))
    const deep = Math.min(from.deep, first(done.filter(({ isDeep }) => isDeep)))
    const best = Math.min(deep, first(done))
    // What comes after a rule that holds below anyway cannot win any more.
    const progress = advanced.filter(({ rule, matched }) => matched < rule.names.length && rule.number < deep)
    const key = `${best} ${deep} ${progress.map(({ rule, matched }) => `${rule.number}:${matched}`).join()}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#states.length
    this.#states.push({ deep, progress })
    this.#rules.push(best === none ? 0 : best + 1)
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
  readonly #machines: readonly Machine[]

  constructor(lists: readonly (readonly string[])[]) {
    const names = new Map<string, number>()
    const nameNumber = (name: string): number => {
      const number = names.get(name) ?? names.size
      names.set(name, number)
      return number
    }
    const rules = lists.map((patterns) =>
      patterns.map((pattern, number): Rule => {
        const isFloating = pattern.startsWith(anyFolder)
        const isDeep = pattern.endsWith(allBelow)
        const inner = pattern.slice(isFloating ? anyFolder.length : 0, isDeep ? -allBelow.length : undefined)
        return { number, names: inner.split("/").map(nameNumber), isFloating, isDeep }
      }),
    )
    const classes = new NameClasses([...names.keys()])
    this.#classes = classes
    this.#machines = rules.map((list) => new Machine(list, classes))
  }

  /** For each list, the number of the rule that holds for each path, counted from 1; 0 where none does. */
  match({ count, parents, nameStarts, names }: PathTableData): readonly Uint16Array[] {
    const nameClasses = new Uint16Array(count)
    for (let path = 1; path < count; path++) {
      const start = nameStarts[path] ?? 0
      nameClasses[path] = this.#classes.classOf(names, start, nameStarts[path + 1] ?? start)
    }
    return this.#machines.map((machine) => machine.match(parents, nameClasses))
  }
}
