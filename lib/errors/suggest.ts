import leven from "leven"

/** The candidate nearest to `input`, if it is near enough to be what was meant (a third of its letters, at least two). */
export function suggest(input: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(input.length / 3))
  return candidates
    .map((candidate) => ({ candidate, distance: leven(input.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate
}

/** "Did you mean 'server'? Known: desktop, minimal, server." */
export function didYouMean(input: string, candidates: readonly string[]): string {
  const near = suggest(input, candidates)
  const known = candidates.length > 0 ? `Known: ${candidates.join(", ")}.` : "None is defined."
  return near ? `Did you mean '${near}'? ${known}` : known
}
