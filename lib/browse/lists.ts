import type { Waste } from "../inspect/findings.ts"
import { categories, type Ledger } from "../ledger/index.ts"
import { subtreeBytes } from "../report/html/subtree-bytes.ts"
import { packageLabel } from "../report/package-label.ts"

/** Ways to look at an image, in the order of their keys. */
export const views = ["folders", "layers", "packages", "categories", "waste"] as const
export type View = (typeof views)[number]

/** A line of the list. */
export interface Item {
  readonly bytes: number
  readonly name: string
  /** What opening it shows: the list of a folder, or the files of a group. */
  readonly opens?: { readonly title: string; readonly items: () => readonly Item[] }
  /** Shown for the chosen line: how to mend a finding, where a step is written. */
  readonly note?: string
}

/** Lists of an image, made when they are first asked for. */
export interface Lists {
  readonly image: string
  readonly unpackedBytes: number
  of(view: View): readonly Item[]
}

/** More lines than anybody walks through; the rest is there under its folder. */
const mostFiles = 2000

function folderItems(
  ledger: Ledger,
  sums: Float64Array,
  children: readonly (readonly number[])[],
  folder: number,
): readonly Item[] {
  return [...(children[folder] ?? [])]
    .filter((child) => (sums[child] ?? 0) > 0)
    .sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0))
    .map((child) => {
      const isFolder = (children[child]?.length ?? 0) > 0
      const name = `${ledger.paths.name(child)}${isFolder ? "/" : ""}`
      const item = { bytes: sums[child] ?? 0, name }
      if (!isFolder) return item
      const title = `/${ledger.paths.path(child)}`
      return { ...item, opens: { title, items: () => folderItems(ledger, sums, children, child) } }
    })
}

function childrenOf({ paths }: Ledger): readonly (readonly number[])[] {
  const children: number[][] = Array.from({ length: paths.count }, () => [])
  for (let path = 1; path < paths.count; path++) children[paths.parent(path)]?.push(path)
  return children
}

/** The heaviest files of a group. */
function fileItems(ledger: Ledger, isMeant: (row: number) => boolean): readonly Item[] {
  const { bytes, path } = ledger.rows
  const rows: number[] = []
  for (let row = 0; row < bytes.length; row++) if ((bytes[row] ?? 0) > 0 && isMeant(row)) rows.push(row)
  return rows
    .sort((a, b) => (bytes[b] ?? 0) - (bytes[a] ?? 0))
    .slice(0, mostFiles)
    .map((row) => ({ bytes: bytes[row] ?? 0, name: `/${ledger.paths.path(path[row] ?? 0)}` }))
}

interface Group {
  readonly name: string
  readonly note?: string
}

/** Groups by the numbers in a column, each opening the files it is made of. */
function groupItems(
  ledger: Ledger,
  column: Uint8Array | Uint16Array | Uint32Array,
  groups: readonly Group[],
): readonly Item[] {
  const sums = new Float64Array(groups.length)
  for (let row = 0; row < column.length; row++) {
    const group = column[row] ?? 0
    sums[group] = (sums[group] ?? 0) + (ledger.rows.bytes[row] ?? 0)
  }
  return groups.map((group, number) => ({
    ...group,
    bytes: sums[number] ?? 0,
    opens: { title: group.name, items: () => fileItems(ledger, (row) => column[row] === number) },
  }))
}

function heaviest(items: readonly Item[]): readonly Item[] {
  return items.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes)
}

function layerGroups({ layers }: Ledger): readonly Group[] {
  return layers.map(({ step, at, createdBy }) => {
    const note = at ? `${at.file}:${at.line}` : createdBy
    return { name: step, ...(note === undefined ? {} : { note }) }
  })
}

function wasteItems({ findings }: Waste): readonly Item[] {
  return findings.map(({ freedBytes, title, remedy, paths }) => ({
    bytes: freedBytes,
    name: title,
    note: remedy,
    opens: { title, items: () => paths.map(({ path, bytes }) => ({ bytes, name: path })) },
  }))
}

export function makeLists(ledger: Ledger, waste: Waste): Lists {
  const sums = subtreeBytes(ledger)
  const made = new Map<View, readonly Item[]>()
  const make: Readonly<Record<View, () => readonly Item[]>> = {
    folders: () => folderItems(ledger, sums, childrenOf(ledger), 0),
    layers: () => groupItems(ledger, ledger.rows.layer, layerGroups(ledger)),
    packages: () =>
      heaviest(
        groupItems(
          ledger,
          ledger.rows.package,
          ledger.packages.map((each) => ({ name: packageLabel(each) })),
        ),
      ),
    categories: () =>
      heaviest(
        groupItems(
          ledger,
          ledger.rows.category,
          categories.map((name) => ({ name })),
        ),
      ),
    waste: () => wasteItems(waste),
  }
  return {
    image: ledger.image.ref,
    unpackedBytes: sums[0] ?? 0,
    of(view) {
      const items = made.get(view) ?? make[view]()
      made.set(view, items)
      return items
    },
  }
}
