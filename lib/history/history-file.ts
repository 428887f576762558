import { appendFile, readFile } from "node:fs/promises"
import { StrataError } from "../errors/index.ts"
import { entrySchema, type HistoryEntry } from "./entry.ts"

/** Where a history is, where nothing else is said. */
export const usualHistoryFile = "strata.history.jsonl"

function parseLine(line: string): HistoryEntry | undefined {
  try {
    return entrySchema.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

/**
 * Entries of a history, oldest first. Lines may lie in any order, as they do after a merge of two branches.
 * @throws StrataError `invalid-document`, with each line that is none
 */
export function parseHistory(text: string, file: string): readonly HistoryEntry[] {
  const lines = text.split("\n").map((line, index) => ({ at: { file, line: index + 1 }, line: line.trim() }))
  const parsed = lines.filter(({ line }) => line !== "").map(({ at, line }) => ({ at, entry: parseLine(line) }))
  const [first, ...rest] = parsed
    .filter(({ entry }) => !entry)
    .map(({ at }) => ({
      code: "invalid-document" as const,
      message: "this line is no entry of a history",
      fix: "take the line out, or what a merge has left in it",
      at,
    }))
  if (first) throw new StrataError([first, ...rest])
  return parsed.flatMap(({ entry }) => (entry ? [entry] : [])).sort((a, b) => Date.parse(a.time) - Date.parse(b.time))
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT"
}

/**
 * A file that is not there is an empty history.
 * @throws StrataError `invalid-document` where it cannot be read
 */
export async function readHistoryFile(file: string): Promise<readonly HistoryEntry[]> {
  try {
    return parseHistory(await readFile(file, "utf8"), file)
  } catch (cause) {
    if (isMissing(cause)) return []
    if (cause instanceof StrataError) throw cause
    const message = `cannot read the history: ${cause instanceof Error ? cause.message : cause}`
    throw new StrataError({ code: "invalid-document", message, fix: "name it with --file=FILE" }, { cause })
  }
}

/** @throws StrataError `output-failed` where the file cannot be written */
export async function addToHistory(file: string, entry: HistoryEntry): Promise<void> {
  try {
    // One write of one line at the end: builds that run at the same time do not cut each other's.
    await appendFile(file, `${JSON.stringify(entry)}\n`)
  } catch (cause) {
    throw new StrataError(
      {
        code: "output-failed",
        message: `cannot write the history: ${cause instanceof Error ? cause.message : cause}`,
        fix: "name a file in a folder that can be written with --file=FILE",
      },
      { cause },
    )
  }
}
