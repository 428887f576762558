import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Metrics, metricsSchema } from "../../lib/metrics/metrics.ts"
import type { Case } from "./cases.ts"
import type { Floor } from "./floor.ts"
import type { Probes } from "./probes.ts"

/** What is known of one case. */
export interface Result {
  readonly metrics: Metrics
  readonly probes?: Probes
  readonly floor?: Floor
}

/** What a built image was asked beside its metrics, each in a file of its own. */
type Asked = Omit<Result, "metrics">

export function metricsFile(folder: string, { id }: Case): string {
  return join(folder, `${id}.json`)
}

function askedFile(folder: string, { id }: Case, name: keyof Asked): string {
  return join(folder, `${id}.${name}.json`)
}

export function writeAsked(folder: string, which: Case, asked: Asked): void {
  mkdirSync(folder, { recursive: true })
  for (const name of ["probes", "floor"] as const)
    if (asked[name]) writeFileSync(askedFile(folder, which, name), `${JSON.stringify(asked[name])}\n`)
}

function readAsked<T>(folder: string, which: Case, name: keyof Asked): T | undefined {
  const file = askedFile(folder, which, name)
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined
}

/** Where the compressed bytes of layers are, by digest. */
export function compressedFile(folder: string): string {
  return join(folder, "compressed.json")
}

/** Compressed bytes by the digest of the plain layer, of those that were compressed. */
export function readCompressed(folder: string): Readonly<Record<string, number>> {
  const file = compressedFile(folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, number>>) : {}
}

/** The image compressed, where all of its layers were. */
function compressedBytes({ layers }: Metrics, known: Readonly<Record<string, number>>): number | undefined {
  const each = layers.flatMap(({ diffId }) => known[diffId] ?? [])
  return each.length === layers.length ? each.reduce((sum, bytes) => sum + bytes, 0) : undefined
}

/** Undefined for a case that has not been measured. */
export function readResult(folder: string, which: Case): Result | undefined {
  const file = metricsFile(folder, which)
  if (!existsSync(file)) return undefined
  const metrics = metricsSchema.parse(JSON.parse(readFileSync(file, "utf8")))
  const probes = readAsked<Probes>(folder, which, "probes")
  const floor = readAsked<Floor>(folder, which, "floor")
  const compressed = compressedBytes(metrics, readCompressed(folder))
  return {
    metrics: compressed === undefined ? metrics : { ...metrics, compressedBytes: compressed, compression: "zstd" },
    ...(probes ? { probes } : {}),
    ...(floor ? { floor } : {}),
  }
}
