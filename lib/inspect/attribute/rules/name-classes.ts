const dot = 0x2e
const zero = 0x30
const nine = 0x39
const sharedObject = Buffer.from("so")

interface NamePattern {
  readonly id: number
  readonly prefix: Buffer
  readonly suffix: Buffer
}

function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5
  for (let index = start; index < end; index++) value = Math.imul(value ^ (bytes[index] ?? 0), 0x01000193)
  return value >>> 0
}

function hasAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index++) if (bytes[at + index] !== wanted[index]) return false
  return true
}

function isEqual(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  return end - start === wanted.length && hasAt(bytes, start, wanted)
}

/**
 * Says of most words that they are none of some, by one byte and the length: names of files are many, and few fit a pattern.
 * Lengths of 32 and more are one.
 */
class WordFilter {
  readonly #lengths = new Uint32Array(256)

  add(byte: number, length: number): void {
    this.#lengths[byte] = (this.#lengths[byte] as number) | (1 << Math.min(31, length))
  }

  mayHave(byte: number, length: number): boolean {
    return (((this.#lengths[byte] as number) >>> Math.min(31, length)) & 1) === 1
  }
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

/**
 * Which of many name patterns a name fits, as one small number for each combination that occurs. A pattern is a name,
 * or has one `*`: `*.pyc`, `libcuda*.so`, `cuda-*`, `*`. A version after `.so` counts as part of `.so`.
 */
export class NameClasses {
  readonly #literals = new Map<number, NamePattern[]>()
  /** By first byte. */
  readonly #literalFilter = new WordFilter()
  /** By the hash of what follows the last dot. */
  readonly #suffixes = new Map<number, NamePattern[]>()
  /** By last byte, and the length of what follows the last dot. */
  readonly #suffixFilter = new WordFilter()
  /** By first byte. */
  readonly #prefixes: NamePattern[][] = Array.from({ length: 256 }, () => [])
  readonly #members: (readonly number[])[]
  /** The class with one pattern more, by class and pattern, as far as a name had it. */
  readonly #larger: number[][] = []

  /** @throws Error where a pattern is none of these forms: rules are data of this program */
  constructor(patterns: readonly string[]) {
    const any = patterns.indexOf("*")
    this.#members = [any < 0 ? [] : [any]]
    for (const [id, pattern] of patterns.entries()) if (pattern !== "*") this.#addPattern(id, pattern)
  }

  #addPattern(id: number, pattern: string): void {
    const [prefix = "", suffix, more] = pattern.split("*")
    const parts = { id, prefix: Buffer.from(prefix), suffix: Buffer.from(suffix ?? "") }
    if (more !== undefined) throw new Error(`'${pattern}' has more than one *`)
    if (suffix === undefined) {
      add(this.#literals, hash(parts.prefix, 0, parts.prefix.length), parts)
      this.#literalFilter.add(parts.prefix[0] ?? 0, parts.prefix.length)
    } else if (suffix === "") {
      const first = parts.prefix[0] ?? 0
      this.#prefixes[first]?.push(parts)
    } else {
      const at = parts.suffix.lastIndexOf(dot)
      if (at < 0) throw new Error(`'${pattern}' has no dot after its *`)
      add(this.#suffixes, hash(parts.suffix, at + 1, parts.suffix.length), parts)
      this.#suffixFilter.add(parts.suffix.at(-1) ?? 0, parts.suffix.length - at - 1)
    }
  }

  /** How many classes there are so far. */
  get count(): number {
    return this.#members.length
  }

  /** Patterns of a class, by their place in the list. */
  members(number: number): readonly number[] {
    return this.#members[number] ?? []
  }

  /** Class of a name. */
  classOf(bytes: Uint8Array, start: number, end: number): number {
    let found = 0
    const first = bytes[start] ?? 0
    if (this.#literalFilter.mayHave(first, end - start)) {
      for (const { id, prefix } of this.#literals.get(hash(bytes, start, end)) ?? []) {
        if (isEqual(bytes, start, end, prefix)) found = this.#with(found, id)
      }
    }
    for (const { id, prefix } of this.#prefixes[first] ?? []) {
      if (end - start >= prefix.length && hasAt(bytes, start, prefix)) found = this.#with(found, id)
    }
    const suffixEnd = endWithoutVersion(bytes, start, end)
    const last = lastDot(bytes, start, suffixEnd)
    if (last >= start && this.#suffixFilter.mayHave(bytes[suffixEnd - 1] ?? 0, suffixEnd - last - 1)) {
      for (const { id, prefix, suffix } of this.#suffixes.get(hash(bytes, last + 1, suffixEnd)) ?? []) {
        const fits = suffixEnd - start >= prefix.length + suffix.length
        if (fits && hasAt(bytes, suffixEnd - suffix.length, suffix) && hasAt(bytes, start, prefix)) {
          found = this.#with(found, id)
        }
      }
    }
    return found
  }

  /** The class of names that fit one pattern more than those of another class. */
  #with(from: number, id: number): number {
    const larger = this.#larger[from] ?? []
    this.#larger[from] = larger
    larger[id] ??= this.#make([...this.members(from), id])
    return larger[id] ?? 0
  }

  #make(members: readonly number[]): number {
    this.#members.push(members)
    return this.#members.length - 1
  }
}

/** Position of the last dot, or a number below `start`. */
function lastDot(bytes: Uint8Array, start: number, end: number): number {
  let at = end - 1
  while (at >= start && bytes[at] !== dot) at--
  return at
}

const isDigit = (byte: number): boolean => byte >= zero && byte <= nine

/** End of `libx.so` in `libx.so.1.2`; of any other name its end. */
function endWithoutVersion(bytes: Uint8Array, start: number, end: number): number {
  // Most names end so.
  if (!isDigit(bytes[end - 1] ?? 0)) return end
  let at = end
  for (let from = lastDot(bytes, start, at); from >= start; from = lastDot(bytes, start, at)) {
    if (isEqual(bytes, from + 1, at, sharedObject)) return at
    for (let index = from + 1; index < at; index++) {
      if (!isDigit(bytes[index] ?? 0)) return end
    }
    at = from
  }
  return end
}
