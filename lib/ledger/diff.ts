import { byWeight, type Change, changes, type Weighed } from "./change.ts"
import { diffPaths } from "./diff-paths.ts"
import type { TotalKind } from "./grouping.ts"
import type { Ledger } from "./ledger.ts"
import { packageKey } from "./package-key.ts"
import { layerBytes } from "./sizes.ts"
import { type TotalsOptions, totals } from "./totals.ts"

export type DiffKind = TotalKind | "path"

export interface DiffOptions extends Pick<TotalsOptions, "depth" | "within"> {
  /** Of `path`: how many are wanted. Default 100. */
  readonly most?: number
}

/** Versions by package key; several of one key are all named. */
function versionsOf({ packages }: Ledger): ReadonlyMap<string, string> {
  const versions = new Map<string, string>()
  for (const each of packages) {
    const key = packageKey(each)
    const known = versions.get(key)
    if (each.version !== undefined) versions.set(key, known === undefined ? each.version : `${known}, ${each.version}`)
  }
  return versions
}

function weighedPackages(ledger: Ledger): readonly Weighed[] {
  const versions = versionsOf(ledger)
  return totals(ledger, "package").map(({ key, label, bytes }) => {
    const mark = versions.get(key)
    return { key, label, bytes, ...(mark === undefined ? {} : { mark }) }
  })
}

/** The n-th layer of a step is compared with the n-th of that step, wherever it lies. */
function weighedLayers(ledger: Ledger): readonly Weighed[] {
  const bytes = layerBytes(ledger)
  const seen = new Map<string, number>()
  return ledger.layers.map(({ step, diffId }, number) => {
    const nth = (seen.get(step) ?? 0) + 1
    seen.set(step, nth)
    return { key: `${step}#${nth}`, label: step, bytes: bytes[number] ?? 0, mark: diffId }
  })
}

/** What differs between two images, or an estimate and what came of it, the most changed first. */
export function diff(before: Ledger, after: Ledger, by: DiffKind, options: DiffOptions = {}): readonly Change[] {
  switch (by) {
    case "path":
      return diffPaths(before, after, options.most).changes
    case "package":
      return changes(weighedPackages(before), weighedPackages(after))
    case "layer":
      return changes(weighedLayers(before), weighedLayers(after), "rebuilt")
    case "step":
    case "ecosystem":
    case "category":
    case "state":
    case "folder": {
      const { most: _most, ...limits } = options
      return changes(totals(before, by, limits), totals(after, by, limits))
    }
  }
}

/** Folders that unowned files are told apart by, levels below the root: `usr/local/lib` says more than `usr`. */
const unownedDepth = 3

/**
 * Why an image weighs another amount: each byte of the change has one cause. A package is one, whatever became of its
 * files; what nobody owns is told apart by folder.
 */
export function explainChange(before: Ledger, after: Ledger): readonly Change[] {
  const owned = diff(before, after, "package").filter(({ key }) => key !== "none")
  const folders = (ledger: Ledger): readonly Weighed[] =>
    totals(ledger, "folder", { package: 0, depth: unownedDepth }).map(({ key, label, bytes }) => ({
      key: `none:${key}`,
      label: `${label} (unowned)`,
      bytes,
    }))
  return [...owned, ...changes(folders(before), folders(after))].sort(byWeight)
}
