import type { LayerPart } from "./plain-part.ts"

/**
 * Lays the parts of a tar end to end that several threads read. Only what begins where an entry is known to begin counts: the
 * first does, and each that begins where one that counts ends. Whoever began at what only looked like a header read
 * nonsense.
 * @param readRange reads what is missing, or did not count
 */
export async function joinParts(
  parts: readonly LayerPart[],
  readRange: (from: number, until: number) => Promise<LayerPart>,
): Promise<readonly LayerPart[]> {
  // Who began in the middle knows nothing of a header that speaks of all entries behind it.
  const known = parts.some(({ hasGlobals }) => hasGlobals) ? [] : parts.toSorted((a, b) => a.from - b.from)
  const joined: LayerPart[] = []
  for (let at = 0, isMore = true; isMore; ) {
    const behind = known.find(({ from }) => from > at)
    const part =
      known.find(({ from }) => from === at) ?? (await readRange(at, behind?.from ?? Number.POSITIVE_INFINITY))
    joined.push(part)
    at = part.to
    isMore = !part.isLast
  }
  return joined
}
