import type { ImageTree } from "../image-tree.ts"
import { findCommand, searchPath } from "./interpreters.ts"

const folders = ["/usr/share/applications", "/usr/local/share/applications"]
/** What a session's PATH has beside an image's own (Debian's /etc/profile). */
const sessionPath = ["/usr/local/games", "/usr/games"]

/** A desktop entry that a menu shows. */
export interface ShownEntry {
  /** Path of its file. */
  readonly entry: number
  /** Words of its `Exec`, without field codes. */
  readonly words: readonly string[]
  /** Name or path of the program that it starts. */
  readonly starts: string
  /** Where that program is, if anywhere. */
  readonly program: number | undefined
  /** Whether it wants a terminal. */
  readonly inTerminal: boolean
}

/** Words of `Exec`, unquoted, without the codes that stand for files (Desktop Entry Specification, "The Exec key"). */
function wordsOf(line: string): readonly string[] {
  const words = line.trim().match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []
  return words
    .map((word) => word.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1").replaceAll("%%", "%"))
    .filter((word) => !/^%[a-zA-Z]$/.test(word))
}

/** `env A=1 program` starts what follows; what `sh -c` starts is a shell's business. */
function programOf([first = "", ...rest]: readonly string[]): string {
  if (first !== "env" && !first.endsWith("/env")) return first
  return rest.find((word) => !word.includes("=") && !word.startsWith("-")) ?? first
}

function value(text: string, key: string): string | undefined {
  const [entry = ""] = text.split(/^\[(?!Desktop Entry\])/m)
  return new RegExp(`^${key}\\s*=\\s*(.*)$`, "m").exec(entry)?.[1]
}

/** Desktop entries that a menu shows, whether what they start is there or not. */
export function shownEntries(tree: ImageTree): readonly ShownEntry[] {
  const path = [...searchPath(tree), ...sessionPath]
  return folders.flatMap((folder) => {
    const at = tree.resolve(folder)
    if (at === undefined) return []
    return [...tree.list(at)].flatMap((entry): readonly ShownEntry[] => {
      if (!tree.baseName(entry).endsWith(".desktop")) return []
      const text = tree.text(entry)
      const exec = value(text, "Exec")
      // TryExec says what has to be there for the entry to be shown at all.
      const tryExec = value(text, "TryExec")
      if (exec === undefined || value(text, "NoDisplay") === "true" || value(text, "Hidden") === "true") return []
      if (tryExec !== undefined && findCommand(tree, tryExec.trim(), path) === undefined) return []
      const words = wordsOf(exec)
      const starts = programOf(words)
      const inTerminal = value(text, "Terminal") === "true"
      return [{ entry, words, starts, program: findCommand(tree, starts, path), inTerminal }]
    })
  })
}
