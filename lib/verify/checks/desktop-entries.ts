import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { failureOf } from "./failure.ts"
import { findCommand, searchPath } from "./interpreters.ts"

const folders = ["/usr/share/applications", "/usr/local/share/applications"]

/** What a session's PATH has beside an image's own (Debian's /etc/profile). */
const sessionPath = ["/usr/local/games", "/usr/games"]

/** First word of `Exec`, unquoted (Desktop Entry Specification, "The Exec key"). */
function programOf(line: string): string {
  const words = line.trim().match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []
  const [first = "", ...rest] = words.map((word) => word.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1"))
  // `env A=1 program` and `sh -c "program"` start what follows; the latter is a shell's business.
  if (first !== "env" && !first.endsWith("/env")) return first
  return rest.find((word) => !word.includes("=") && !word.startsWith("-")) ?? first
}

function value(text: string, key: string): string | undefined {
  const [entry = ""] = text.split(/^\[(?!Desktop Entry\])/m)
  return new RegExp(`^${key}\\s*=\\s*(.*)$`, "m").exec(entry)?.[1]
}

/** Desktop entries that are shown and whose program is not there. */
export function checkDesktopEntries(tree: ImageTree): Found {
  const path = [...searchPath(tree), ...sessionPath]
  const failures: Failure[] = []
  let looked = 0
  for (const folder of folders) {
    const at = tree.resolve(folder)
    if (at === undefined) continue
    for (const entry of tree.list(at)) {
      if (!tree.baseName(entry).endsWith(".desktop")) continue
      const text = tree.text(entry)
      const exec = value(text, "Exec")
      // TryExec says what has to be there for the entry to be shown at all.
      const tryExec = value(text, "TryExec")
      if (exec === undefined || value(text, "NoDisplay") === "true" || value(text, "Hidden") === "true") continue
      if (tryExec !== undefined && findCommand(tree, tryExec.trim(), path) === undefined) continue
      looked++
      const program = programOf(exec)
      if (findCommand(tree, program, path) !== undefined) continue
      failures.push(
        failureOf(tree, entry, {
          key: `entry ${tree.name(entry)} ${program}`,
          message: `${tree.name(entry)} starts ${program}, which is not there`,
          missing: program.startsWith("/") ? program : `/usr/bin/${program}`,
        }),
      )
    }
  }
  return { looked, failures }
}
