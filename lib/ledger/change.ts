/** Why something weighs another amount. */
export const changeCauses = [
  "added",
  "removed",
  /** A package's version is another one. */
  "version",
  "grown",
  "shrunk",
  /** As heavy as before, of other content: a layer with another digest. */
  "rebuilt",
] as const
export type ChangeCause = (typeof changeCauses)[number]

/** What one thing weighs in two images. */
export interface Change {
  /** Names it among its kind: as in `Total`, or a path. */
  readonly key: string
  readonly label: string
  readonly cause: ChangeCause
  /** Unpacked bytes; 0 where it is not there. */
  readonly before: number
  readonly after: number
}

/** What is known of one thing in one image. */
export interface Weighed {
  readonly key: string
  readonly label: string
  readonly bytes: number
  /** Differs where the content does: a package's version, a layer's digest. */
  readonly mark?: string
}

function causeOf(before: Weighed, after: Weighed, marked: ChangeCause): ChangeCause | undefined {
  // An estimate has no digests to differ from.
  const isMarked = before.mark !== after.mark && (marked === "version" || (before.mark !== "" && after.mark !== ""))
  if (isMarked && marked === "version") return marked
  if (after.bytes > before.bytes) return "grown"
  if (after.bytes < before.bytes) return "shrunk"
  return isMarked ? marked : undefined
}

/** Folders and steps without a byte may come and go; a package or a layer is something even so. */
function isSomething({ bytes, mark }: Weighed): boolean {
  return bytes > 0 || mark !== undefined
}

/** The most changed first. */
export function byWeight(a: Change, b: Change): number {
  return Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.key < b.key ? -1 : Number(a.key > b.key))
}

/**
 * What differs between two lists, the most changed first. Keys are unique in a list; what is the same in both is left out.
 * @param marked what it means when only the mark differs
 */
export function changes(
  before: readonly Weighed[],
  after: readonly Weighed[],
  marked: "version" | "rebuilt" = "version",
): readonly Change[] {
  const old = new Map(before.map((each) => [each.key, each]))
  const found: Change[] = []
  for (const now of after) {
    const then = old.get(now.key)
    old.delete(now.key)
    const cause = then ? causeOf(then, now, marked) : isSomething(now) ? "added" : undefined
    if (!cause) continue
    const label = cause === "version" && then ? `${then.label} -> ${now.mark ?? "no version"}` : now.label
    found.push({ key: now.key, label, cause, before: then?.bytes ?? 0, after: now.bytes })
  }
  for (const { key, label, bytes } of [...old.values()].filter(isSomething))
    found.push({ key, label, cause: "removed", before: bytes, after: 0 })
  return found.sort(byWeight)
}
