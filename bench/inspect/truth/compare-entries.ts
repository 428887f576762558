import { type Entry, entryLine } from "./entry.ts"

/** An entry that one side has and the other has not. */
export interface Difference {
  readonly side: "ours" | "theirs"
  readonly line: string
  readonly entry: Entry
}

function counted(entries: readonly Entry[]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>()
  for (const entry of entries) {
    const line = entryLine(entry)
    const known = found.get(line)
    if (known) known.push(entry)
    else found.set(line, [entry])
  }
  return found
}

/** What two lists of entries do not have in common, each entry as often as it is there; their order does not count. */
export function compareEntries(ours: readonly Entry[], theirs: readonly Entry[]): readonly Difference[] {
  const [own, others] = [counted(ours), counted(theirs)]
  const missing = (from: typeof own, among: typeof own, side: Difference["side"]): readonly Difference[] =>
    [...from].flatMap(([line, entries]) =>
      entries.slice(among.get(line)?.length ?? 0).map((entry) => ({ side, line, entry })),
    )
  return [...missing(own, others, "ours"), ...missing(others, own, "theirs")]
}
