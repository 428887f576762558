import { closeSync, openSync } from "node:fs"
import type { LayerSource } from "../../engine/store/layer-source.ts"
import { openInside } from "../../engine/store/open-inside.ts"
import { storeProblem } from "../../engine/store/problem.ts"
import type { EqualPair } from "./equal-rows.ts"
import { type Hasher, makeHasher } from "./hasher.ts"
import { hashContent } from "./read-at-random.ts"
import { readInto } from "./read-range.ts"

/** A content that can be read at random. */
export interface Rival {
  readonly row: number
  /** Number of its layer in the task's. */
  readonly layer: number
  /** Where it begins in the layer's plain tar. */
  readonly offset: number
  /** Its path, for layers that are kept as a folder. */
  readonly path: string
}

/** Contents of one size each to tell apart. Plain data, for a worker. */
export interface CompareTask {
  readonly layers: readonly { readonly diffId: string; readonly source?: LayerSource }[]
  readonly sets: readonly { readonly bytes: number; readonly rivals: readonly Rival[] }[]
}

/** A content that is open. */
interface Opened {
  readonly fd: number
  readonly start: number
}

/**
 * More of one size are told apart by their beginnings first, and by whole hashes where those are equal too: to compare each
 * with each would never end.
 */
const mostCompared = 8
const beginningBytes = 4096
/** Where contents differ they mostly do at once. */
const [firstPiece, mostPiece] = [16_384, 262_144]
const one = Buffer.allocUnsafeSlow(mostPiece)
const other = Buffer.allocUnsafeSlow(mostPiece)

function fill(into: Buffer, { fd, start }: Opened, at: number): void {
  if (readInto(fd, start + at, into) < into.length) throw new Error("a file is shorter than its header says")
}

function isEqual(a: Opened, b: Opened, bytes: number): boolean {
  let length = firstPiece
  for (let at = 0; at < bytes; at += length, length = mostPiece) {
    length = Math.min(length, bytes - at)
    const [pieceOfOne, pieceOfOther] = [one.subarray(0, length), other.subarray(0, length)]
    fill(pieceOfOne, a, at)
    fill(pieceOfOther, b, at)
    if (pieceOfOne.compare(pieceOfOther) !== 0) return false
  }
  return true
}

/** Rivals in groups of which each is equal to its first. */
function groupEqual(rivals: readonly Rival[], equals: (a: Rival, b: Rival) => boolean): Rival[][] {
  const groups: Rival[][] = []
  for (const rival of rivals) {
    const group = groups.find(([first]) => first !== undefined && equals(first, rival))
    if (group) group.push(rival)
    else groups.push([rival])
  }
  return groups
}

/** Rivals by a key that tells contents apart. */
function groupByKey(rivals: readonly Rival[], keyOf: (rival: Rival) => string): readonly Rival[][] {
  const groups = new Map<string, Rival[]>()
  for (const rival of rivals) {
    const key = keyOf(rival)
    groups.set(key, [...(groups.get(key) ?? []), rival])
  }
  return [...groups.values()]
}

/** Opens contents of layers; a layer in one file stays open. */
class Contents {
  readonly #layers: CompareTask["layers"]
  readonly #files = new Map<string, number>()
  readonly #folders = new Map<string, (path: string) => number>()

  constructor(layers: CompareTask["layers"]) {
    this.#layers = layers
  }

  /** @throws StrataError `engine-store` naming the layer, whatever `use` throws */
  use<T>({ layer, offset, path }: Rival, use: (opened: Opened) => T): T {
    const { diffId = "", source } = this.#layers[layer] ?? {}
    try {
      if (source?.kind === "file") return use({ fd: this.#fileOf(source.file), start: source.offset + offset })
      if (source === undefined) throw new Error("it does not lie on disk")
      const open = this.#folders.get(source.folder) ?? openInside(source.folder)
      this.#folders.set(source.folder, open)
      const fd = open(path)
      try {
        return use({ fd, start: 0 })
      } finally {
        closeSync(fd)
      }
    } catch (cause) {
      throw storeProblem(`layer ${diffId} cannot be read`, { cause })
    }
  }

  #fileOf(file: string): number {
    const fd = this.#files.get(file) ?? openSync(file, "r")
    this.#files.set(file, fd)
    return fd
  }

  close(): void {
    for (const fd of this.#files.values()) closeSync(fd)
  }
}

function tellApart(
  { bytes, rivals }: CompareTask["sets"][number],
  contents: Contents,
  hasher: Hasher,
): readonly (readonly Rival[])[] {
  const hashOf = (rival: Rival, length: number): string =>
    contents.use(rival, ({ fd, start }) => hashContent(fd, start, length, hasher))
  const compareAll = (some: readonly Rival[]): readonly Rival[][] =>
    groupEqual(some, (a, b) => contents.use(a, (first) => contents.use(b, (second) => isEqual(first, second, bytes))))
  if (rivals.length <= 2) return compareAll(rivals)
  return groupByKey(rivals, (rival) => hashOf(rival, Math.min(bytes, beginningBytes))).flatMap((some) =>
    some.length <= mostCompared ? compareAll(some) : groupByKey(some, (rival) => hashOf(rival, bytes)),
  )
}

/**
 * Tells contents apart byte by byte, which takes a quarter of the time that hashing them does. Runs in a worker.
 * @throws StrataError `engine-store` naming the layer
 */
export async function compareContents({ layers, sets }: CompareTask): Promise<readonly EqualPair[]> {
  const hasher = await makeHasher()
  const contents = new Contents(layers)
  try {
    return sets.flatMap((set) =>
      tellApart(set, contents, hasher).flatMap(([first, ...more]) =>
        first ? [[first.row, first.row] as const, ...more.map(({ row }) => [first.row, row] as const)] : [],
      ),
    )
  } finally {
    contents.close()
  }
}
