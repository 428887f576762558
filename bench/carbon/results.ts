import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"
import { categories } from "../../lib/ledger/index.ts"
import type { Metrics } from "../../lib/metrics/metrics.ts"
import type { Case } from "./cases.ts"
import { aboveFloor } from "./floor.ts"

/** Of metrics, what tables are made from. */
const measured = z.strictObject({
  unpackedBytes: z.int(),
  visibleBytes: z.int(),
  deferredBytes: z.int().exactOptional(),
  layers: z.array(
    z.strictObject({
      /** The digest's beginning: enough to know layers from each other. */
      diffId: z.string(),
      unpackedBytes: z.int(),
      /** By zstd at its default level, once compressed.ts has seen it. */
      compressedBytes: z.int().exactOptional(),
      step: z.string(),
    }),
  ),
})

/** What is kept of a case that was measured, in `measured/`. */
const record = z.strictObject({
  id: z.string(),
  date: z.iso.date(),
  /** Where the figures are from, where they are not as measure.ts took them. */
  source: z.string().exactOptional(),
  metrics: measured,
  probes: z.strictObject({ npmCache: z.int() }).exactOptional(),
  /** Unpacked bytes by what they are for, from the image's ledger. */
  categories: z.partialRecord(z.enum(categories), z.int()).exactOptional(),
  floor: z
    .strictObject({
      bytes: z.int(),
      above: z.strictObject(Object.fromEntries(aboveFloor.map((why) => [why, z.int()]))),
    })
    .exactOptional(),
})

export type Result = Omit<z.infer<typeof record>, "id" | "floor"> & { readonly floor?: Floor }
type Floor = import("./floor.ts").Floor
type Layers = Result["metrics"]["layers"]

const folder = join(import.meta.dirname, "measured")

function fileOf({ id }: Pick<Case, "id">): string {
  return join(folder, `${id}.json`)
}

const digestLength = "sha256:".length + 12

/** The beginning of a layer's digest, as records have it. */
export function shortDigest(diffId: string): string {
  return diffId.slice(0, digestLength)
}

/** What is kept of an image's metrics. */
export function trimmed({ unpackedBytes, visibleBytes, deferredBytes, layers }: Metrics): Result["metrics"] {
  return {
    unpackedBytes,
    visibleBytes,
    ...(deferredBytes === undefined ? {} : { deferredBytes }),
    layers: layers.map(({ diffId, unpackedBytes, step }) => ({ diffId: shortDigest(diffId), unpackedBytes, step })),
  }
}

export function writeResult(which: Pick<Case, "id">, result: Result): void {
  mkdirSync(folder, { recursive: true })
  // A line for a layer: what a new measurement changes is then seen.
  const text = JSON.stringify({ id: which.id, ...result }, null, 1).replace(
    /\{\n +("diffId"[^}]*?)\n +\}/g,
    (_, layer) => `{ ${String(layer).replace(/\n +/g, " ")} }`,
  )
  writeFileSync(fileOf(which), `${text}\n`)
}

/** Undefined for a case that has not been measured. */
export function readResult(which: Pick<Case, "id">): Result | undefined {
  const file = fileOf(which)
  if (!existsSync(file)) return undefined
  const { id: _, ...result } = record.parse(JSON.parse(readFileSync(file, "utf8")))
  return result as Result
}

/** Compressed bytes of an image, where all of its layers were compressed. */
export function compressedBytes(layers: Layers): number | undefined {
  const each = layers.flatMap(({ compressedBytes }) => compressedBytes ?? [])
  return each.length === layers.length ? each.reduce((sum, bytes) => sum + bytes, 0) : undefined
}
