import type { Metrics } from "../../../metrics/metrics.ts"
import { formatBytes, formatSeconds } from "../../../report/index.ts"

/** One image with who built it. */
export interface Built {
  readonly metrics: Metrics
  readonly builder?: string
}

/** A line for each image that several builders made, and what it took. */
export function overview(built: readonly Built[], seconds: number): string {
  const names = built.map(({ metrics: { image } }) => image.tags[0] ?? image.id)
  const width = Math.max(0, ...names.map((name) => name.length))
  const builders = new Set(built.map(({ builder }) => builder)).size
  const lines = built.map(({ metrics, builder }, index) =>
    [
      formatBytes(metrics.unpackedBytes).padStart(10),
      (names[index] ?? "").padEnd(width),
      `${formatSeconds(metrics.seconds)} on ${builder ?? "the engine"}`,
    ].join("  "),
  )
  return [`${built.length} images in ${formatSeconds(seconds)} on ${builders} builders`, ...lines].join("\n")
}
