import { z } from "zod"
import { chainIds } from "./chain-ids.ts"
import { type Change, changeCauses } from "./change.ts"
import { type DiffKind, diff, explainChange } from "./diff.ts"
import { diffPaths } from "./diff-paths.ts"
import type { Ledger } from "./ledger.ts"
import { imageSizes, layerBytes, sumIfKnown } from "./sizes.ts"

/* What `strata diff --json` prints. Bytes are unpacked unless the name says otherwise; lists have the most changed first. */
const bytes = z.int().min(0)

const side = z.strictObject({
  ref: z.string(),
  /** Digest of the image config; absent in an estimate. */
  id: z.string().exactOptional(),
  unpackedBytes: bytes,
  visibleBytes: bytes,
  compressedBytes: bytes.exactOptional(),
  layers: z.int().min(0),
})

const change = z.strictObject({
  key: z.string(),
  /** For people: `torch 2.4 -> 2.5`. */
  label: z.string(),
  cause: z.enum(changeCauses),
  beforeBytes: bytes,
  afterBytes: bytes,
})

export const diffSchema = z.strictObject({
  format: z.literal("strata.diff"),
  version: z.literal(1),
  before: side,
  after: side,
  /** Layers of `after` that a host with `before` does not have: what it fetches. */
  newLayers: z.strictObject({ layers: z.int().min(0), unpackedBytes: bytes, compressedBytes: bytes.exactOptional() }),
  /** Each byte of the change has one cause: a package, or the folder of what nobody owns. */
  causes: z.array(change),
  layers: z.array(change),
  steps: z.array(change),
  packages: z.array(change),
  categories: z.array(change),
  /** The most changed, at most 100; `pathCount` counts all. */
  paths: z.array(change),
  pathCount: z.int().min(0),
})

export type DiffDocument = z.infer<typeof diffSchema>
export type DiffSide = DiffDocument["before"]
export type DiffChange = DiffDocument["causes"][number]

function sideOf(ledger: Ledger): DiffSide {
  const { ref, id } = ledger.image
  return { ref, ...(id === undefined ? {} : { id }), ...imageSizes(ledger), layers: ledger.layers.length }
}

function changesOf(changes: readonly Change[]): DiffChange[] {
  return changes.map(({ key, label, cause, before, after }) => ({
    key,
    label,
    cause,
    beforeBytes: before,
    afterBytes: after,
  }))
}

function newLayers(before: Ledger, after: Ledger): DiffDocument["newLayers"] {
  const known = new Set(chainIds(before.layers))
  const sizes = layerBytes(after)
  const numbers = chainIds(after.layers).flatMap((chain, number) =>
    chain !== undefined && known.has(chain) ? [] : [number],
  )
  const compressedBytes = sumIfKnown([0, ...numbers.map((number) => after.layers[number]?.compressedBytes)])
  return {
    layers: numbers.length,
    unpackedBytes: numbers.reduce((sum, number) => sum + (sizes[number] ?? 0), 0),
    ...(compressedBytes === undefined ? {} : { compressedBytes }),
  }
}

/** All that differs between two images, as a document that reports are made from. */
export function diffDocument(before: Ledger, after: Ledger): DiffDocument {
  const paths = diffPaths(before, after)
  const by = (kind: DiffKind): DiffChange[] => changesOf(diff(before, after, kind))
  return {
    format: "strata.diff",
    version: 1,
    before: sideOf(before),
    after: sideOf(after),
    newLayers: newLayers(before, after),
    causes: changesOf(explainChange(before, after)),
    layers: by("layer"),
    steps: by("step"),
    packages: by("package"),
    categories: by("category"),
    paths: changesOf(paths.changes),
    pathCount: paths.count,
  }
}
