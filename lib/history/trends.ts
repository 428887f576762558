import type { HistoryEntry } from "./entry.ts"

/** How one image went, oldest first. */
export interface Trend {
  readonly image: string
  readonly points: readonly TrendPoint[]
}

export interface TrendPoint extends HistoryEntry {
  /** Unpacked bytes more than in the build before; absent of the first. */
  readonly changeBytes?: number
}

/**
 * Trends of the images of a history, in the order of their names.
 * @param entries oldest first
 * @param last how many builds of each; all if not given
 */
export function trends(entries: readonly HistoryEntry[], last = Number.POSITIVE_INFINITY): readonly Trend[] {
  const names = [...new Set(entries.map(({ image }) => image))].sort()
  return names.map((image) => {
    const own = entries.filter((entry) => entry.image === image)
    const points = own.map((entry, index): TrendPoint => {
      const before = own[index - 1]
      return before ? { ...entry, changeBytes: entry.unpackedBytes - before.unpackedBytes } : entry
    })
    return { image, points: points.slice(Math.max(0, points.length - last)) }
  })
}
