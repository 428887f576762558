import type { Metrics } from "../metrics/index.ts"
import { formatBytes } from "../text/bytes.ts"
import { formatSeconds } from "./seconds.ts"

interface Row {
  readonly bytes: number
  readonly name: string
  readonly place: string
}

/** Bytes per step, the base's layers together, heaviest first. */
function rowsOf(metrics: Metrics): readonly Row[] {
  const base = metrics.bases
    .map(({ ref, source }) => (source === "mmdebstrap" ? `${ref}, made here by mmdebstrap` : ref))
    .join("; ")
  const rows = new Map<string, Row>()
  for (const layer of metrics.layers) {
    const name = layer.step === "base" ? `base (${base})` : layer.step
    const place = layer.at ? `${layer.at.file}:${layer.at.line}` : ""
    const key = `${name}\n${place}`
    rows.set(key, { name, place, bytes: (rows.get(key)?.bytes ?? 0) + layer.unpackedBytes })
  }
  return [...rows.values()].sort((a, b) => b.bytes - a.bytes)
}

/** A short table for people: what the image weighs and which steps weigh most. */
export function formatSummary(metrics: Metrics, most = 10): string {
  const { unpackedBytes, visibleBytes, compressedBytes, compression, deferredBytes } = metrics
  const rows = rowsOf(metrics)
  const shown = rows.slice(0, most)
  const rest = rows.slice(most)
  const title = metrics.image.tags[0] ?? metrics.image.id
  const sizes = [
    `${formatBytes(unpackedBytes)} unpacked in ${metrics.layers.length} layers`,
    `${formatBytes(visibleBytes)} visible`,
    ...(compressedBytes === undefined ? [] : [`${formatBytes(compressedBytes)} compressed (${compression})`]),
    ...(deferredBytes === undefined ? [] : [`${formatBytes(deferredBytes)} deferred to installers`]),
  ]
  const table: Row[] = [
    ...shown,
    ...(rest.length > 0
      ? [{ bytes: rest.reduce((sum, row) => sum + row.bytes, 0), name: `${rest.length} smaller steps`, place: "" }]
      : []),
  ]
  const nameWidth = Math.max(...table.map((row) => row.name.length))
  const lines = table.map(({ bytes, name, place }) => {
    const share = unpackedBytes > 0 ? Math.round((bytes / unpackedBytes) * 100) : 0
    return `${formatBytes(bytes).padStart(10)} ${String(share).padStart(3)} %  ${name.padEnd(nameWidth)}  ${place}`.trimEnd()
  })
  const { cachedSteps, totalSteps } = metrics.cache
  // Dagger does not say what came from its cache.
  const cached = totalSteps === 0 ? "" : `, ${cachedSteps} of ${totalSteps} steps from cache`
  const built = `built in ${formatSeconds(metrics.seconds)} by the ${metrics.engine.name} engine${cached}`
  return [`${title}: ${sizes.join(", ")}`, built, ...lines].join("\n")
}
