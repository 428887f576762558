/** Names that a sentence says; the rest is a number. */
const mostNames = 3

/** `a, b, c and 4 more`. */
export function listSome(names: readonly string[]): string {
  const more = names.length - mostNames
  return more > 0 ? `${names.slice(0, mostNames).join(", ")} and ${more} more` : names.join(", ")
}
