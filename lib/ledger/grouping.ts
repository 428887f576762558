import { categories, type Ledger, rowStates } from "./ledger.ts"
import { tablePath } from "./match-paths.ts"
import { packageKey } from "./package-key.ts"
import { packageName } from "./package-name.ts"
import type { PathTable } from "./path-table.ts"

/** What rows can be summed by. */
export const totalKinds = ["layer", "step", "package", "ecosystem", "category", "state", "folder"] as const
export type TotalKind = (typeof totalKinds)[number]

/** Groups of a ledger's rows: a row's group is `groups[column[row]]`. */
export interface Grouping {
  readonly column: Uint8Array | Uint16Array | Uint32Array
  readonly groups: Uint32Array
  readonly keys: readonly string[]
  readonly labels: readonly string[]
}

/** Each thing's group is that of its key; the first with a key gives the label. */
function byKey<T>(
  column: Grouping["column"],
  things: readonly T[],
  keyOf: (thing: T, number: number) => string,
  labelOf: (thing: T, number: number) => string = keyOf,
): Grouping {
  const known = new Map<string, number>()
  const labels: string[] = []
  const groups = Uint32Array.from(things, (thing, number) => {
    const key = keyOf(thing, number)
    const group = known.get(key) ?? known.size
    if (group === known.size) {
      known.set(key, group)
      labels.push(labelOf(thing, number))
    }
    return group
  })
  return { column, groups, keys: [...known.keys()], labels }
}

/** Each path's folder, at most `depth` levels below `base`; `base` itself for what is right in it. */
function folderNodes(paths: PathTable, base: number, depth: number): Uint32Array {
  const isFolder = new Uint8Array(paths.count)
  for (let id = 1; id < paths.count; id++) isFolder[paths.parent(id)] = 1
  const depths = new Uint32Array(paths.count)
  const folders = new Uint32Array(paths.count).fill(base)
  // A folder has a smaller number than what is in it.
  for (let id = base + 1; id < paths.count; id++) {
    const parent = paths.parent(id)
    if (parent !== base && depths[parent] === 0) continue
    const level = (depths[parent] ?? 0) + 1
    depths[id] = level
    folders[id] = isFolder[id] === 1 && level <= depth ? id : (folders[parent] ?? base)
  }
  return folders
}

function byFolder({ paths, rows }: Ledger, within: string, depth: number): Grouping {
  const groups = folderNodes(paths, paths.find(tablePath(within)) ?? 0, depth)
  // Number of each folder's group, counted from 1; 0 for none yet.
  const numbers = new Uint32Array(paths.count)
  const folders: number[] = []
  for (let path = 0; path < groups.length; path++) {
    const folder = groups[path] as number
    if (numbers[folder] === 0) numbers[folder] = folders.push(folder)
    groups[path] = (numbers[folder] as number) - 1
  }
  const keys = folders.map((folder) => paths.path(folder))
  return { column: rows.path, groups, keys, labels: keys.map((key) => `/${key}`) }
}

/**
 * How rows are grouped by `by`. Keys stay the same from one image to the next where they can: a package's has no version,
 * a step's is its name; a layer's is its number.
 */
export function groupRows(ledger: Ledger, by: TotalKind, within = "", depth = 1): Grouping {
  const { layers, packages, rows } = ledger
  switch (by) {
    case "layer":
      return byKey(
        rows.layer,
        layers,
        (_, number) => String(number),
        ({ step }) => step,
      )
    case "step":
      return byKey(rows.layer, layers, ({ step }) => step)
    case "package":
      return byKey(rows.package, packages, packageKey, packageName)
    case "ecosystem":
      return byKey(rows.package, packages, ({ ecosystem }) => ecosystem)
    case "category":
      return byKey(rows.category, categories, String)
    case "state":
      return byKey(rows.state, rowStates, String)
    case "folder":
      return byFolder(ledger, within, depth)
  }
}
