import { relative, sep } from "node:path"
import { fileURLToPath } from "node:url"
import type { SourceLocation } from "../errors/index.ts"
import type { Origin } from "../ir/index.ts"

/** The folder that holds the library, sources or build alike: frames below it are not the user's. */
const libraryRoot = fileURLToPath(new URL("../", import.meta.url))
const frame = /(?:\(|at |async )((?:file:\/\/)?\/[^()]+?):(\d+):(\d+)\)?$/

function pathOf(file: string): string {
  return (file.startsWith("file://") ? fileURLToPath(file) : file).replace(/\?.*$/, "")
}

/** The nearest caller outside the library, with its path relative to the working directory; undefined where there is none. */
export function callerLocation(stack: string, root: string = libraryRoot): SourceLocation | undefined {
  for (const line of stack.split("\n").slice(1)) {
    const match = frame.exec(line.trim())
    if (!match?.[1]) continue
    const file = pathOf(match[1])
    if (file.startsWith(root) || file.includes(`${sep}node_modules${sep}`)) continue
    return { file: relative(process.cwd(), file), line: Number(match[2]), column: Number(match[3]) }
  }
  return undefined
}

/** Origin for something the user is calling right now. */
export function originHere(step: string): Origin {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 40
  const stack = new Error().stack ?? ""
  Error.stackTraceLimit = limit
  const at = callerLocation(stack)
  return at ? { step, at } : { step }
}

/** A short list for an origin's name: `apt(git, curl, +3)`. */
export function shortList(items: readonly string[], most = 3): string {
  return items.length <= most ? items.join(", ") : `${items.slice(0, most).join(", ")}, +${items.length - most}`
}
