import type { Waste } from "../inspect/findings.ts"
import { categories, ecosystems, type Ledger, rowCount, rowStates } from "../ledger/ledger.ts"
import { type Total, totals } from "../ledger/totals.ts"
import { heaviestRows } from "./heaviest-rows.ts"
import type { Inspection } from "./inspection-schema.ts"
import { packageSums } from "./package-sums.ts"
import { formatPlace } from "./place.ts"

/** Files that the document lists. */
const filesListed = 100
/** Folders of what nobody owns that it lists, and how deep it looks for them: `usr/local/lib` says more than `usr/local`. */
const unownedListed = 100
const unownedDepth = 3

/** One of a list of words that are keys of totals. */
function wordOf<Word extends string>(words: readonly Word[], key: string): Word {
  const word = words.find((each) => each === key)
  if (word === undefined) throw new Error(`no total can have the key ${key}`)
  return word
}

const byPath = (sums: readonly Total[]): Inspection["folders"] =>
  sums.map(({ key, bytes, rows }) => ({ path: key, unpackedBytes: bytes, entries: rows }))

function layersOf(ledger: Ledger): Inspection["layers"] {
  const sums = new Map(totals(ledger, "layer").map((total) => [Number(total.key), total]))
  return ledger.layers.map((layer, number) => ({
    ...layer,
    unpackedBytes: sums.get(number)?.bytes ?? 0,
    entries: sums.get(number)?.rows ?? 0,
  }))
}

/** Layers of one step together, as those of a base image. */
function stepsOf(layers: Inspection["layers"]): Inspection["steps"] {
  const steps = new Map<string, Inspection["steps"][number]>()
  for (const [number, { step, at, unpackedBytes, entries }] of layers.entries()) {
    const key = `${step}\n${formatPlace(at)}`
    const known = steps.get(key)
    steps.set(key, {
      step,
      ...(at ? { at } : {}),
      unpackedBytes: (known?.unpackedBytes ?? 0) + unpackedBytes,
      entries: (known?.entries ?? 0) + entries,
      layers: [...(known?.layers ?? []), number],
    })
  }
  return [...steps.values()].sort((a, b) => b.unpackedBytes - a.unpackedBytes)
}

function packagesOf(ledger: Ledger): Inspection["packages"] {
  return packageSums(ledger)
    .filter(({ rows }) => rows > 0)
    .map(({ owner, bytes, rows }) => ({ ...owner, unpackedBytes: bytes, entries: rows }))
    .sort((a, b) => b.unpackedBytes - a.unpackedBytes)
}

function ecosystemsOf(packages: Inspection["packages"]): Inspection["ecosystems"] {
  return ecosystems
    .map((ecosystem) => {
      const own = packages.filter((each) => each.ecosystem === ecosystem)
      const sum = (key: "unpackedBytes" | "entries"): number => own.reduce((total, each) => total + each[key], 0)
      return { ecosystem, unpackedBytes: sum("unpackedBytes"), entries: sum("entries") }
    })
    .filter(({ entries }) => entries > 0)
    .sort((a, b) => b.unpackedBytes - a.unpackedBytes)
}

function filesOf(ledger: Ledger): Inspection["files"] {
  const { rows } = ledger
  return heaviestRows(ledger, filesListed).map((row) => {
    const owner = ledger.packages[rows.package[row] ?? 0]
    return {
      path: ledger.paths.path(rows.path[row] ?? 0),
      unpackedBytes: rows.bytes[row] ?? 0,
      layer: rows.layer[row] ?? 0,
      category: categories[rows.category[row] ?? 0] ?? "other",
      state: rowStates[rows.state[row] ?? 0] ?? "visible",
      ecosystem: owner?.ecosystem ?? "none",
      ...(owner && owner.ecosystem !== "none" ? { package: owner.name } : {}),
    }
  })
}

function unownedOf(ledger: Ledger): Inspection["unowned"] {
  const folders = totals(ledger, "folder", { package: 0, depth: unownedDepth })
  return {
    unpackedBytes: folders.reduce((sum, { bytes }) => sum + bytes, 0),
    entries: folders.reduce((sum, { rows }) => sum + rows, 0),
    folders: byPath(folders.slice(0, unownedListed)),
  }
}

function wasteOf({ findings, freedBytes }: Waste): NonNullable<Inspection["waste"]> {
  return {
    freedBytes,
    findings: findings.map(({ paths, ...finding }) => ({
      ...finding,
      paths: paths.map(({ path, bytes }) => ({ path, unpackedBytes: bytes })),
    })),
  }
}

/** A ledger summed up, with what was found to be waste: what `strata inspect --json` prints, and what other reports show. */
export function toInspection(ledger: Ledger, waste?: Waste): Inspection {
  const layers = layersOf(ledger)
  const states = totals(ledger, "state")
  const unpackedBytes = states.reduce((sum, { bytes }) => sum + bytes, 0)
  const visibleBytes = states.find(({ key }) => key === "visible")?.bytes ?? 0
  const packages = packagesOf(ledger)
  const compressed = layers.map(({ compressedBytes }) => compressedBytes)
  return {
    format: "strata.inspect",
    version: 1,
    image: ledger.image,
    unpackedBytes,
    visibleBytes,
    hiddenBytes: unpackedBytes - visibleBytes,
    // A sum without some layer's part would be no size of anything.
    ...(compressed.length > 0 && compressed.every((bytes) => bytes !== undefined)
      ? { compressedBytes: compressed.reduce((sum, bytes) => sum + bytes, 0) }
      : {}),
    entries: rowCount(ledger),
    layers,
    steps: stepsOf(layers),
    ecosystems: ecosystemsOf(packages),
    packages,
    categories: totals(ledger, "category").map(({ key, bytes, rows }) => ({
      category: wordOf(categories, key),
      unpackedBytes: bytes,
      entries: rows,
    })),
    folders: byPath(totals(ledger, "folder", { depth: 2 })),
    files: filesOf(ledger),
    unowned: unownedOf(ledger),
    ...(waste ? { waste: wasteOf(waste) } : {}),
  }
}
