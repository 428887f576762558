import { eachLine } from "../each-line.ts"
import type { PathFinder } from "../path-finder.ts"

const [comma, quote, dot, slash] = [0x2c, 0x22, 0x2e, 0x2f]

/** Path in the first field of a line of CSV (RFC 4180): quoted where it has a comma or a quote in it. */
function quotedPath(line: string): string {
  const field = /^"((?:[^"]|"")*)"/.exec(line)?.[1] ?? line
  return field.replaceAll('""', '"')
}

/**
 * Calls `visit` with each path of a RECORD that the image has (PEP 376, PEP 627).
 * @param site folder that paths are relative to; those outside it begin with `../`, or are absolute
 */
export function eachRecorded(
  content: Buffer,
  site: number,
  finder: PathFinder,
  visit: (path: number, isInside: boolean) => void,
): void {
  eachLine(content, (start, end) => {
    const first = content[start]
    const isPlain = first !== quote && first !== slash && (first !== dot || content[start + 1] !== dot)
    if (isPlain) {
      // By hand: a call takes longer than a path.
      let next = start
      while (next < end && content[next] !== comma) next++
      const path = finder.find(content, start, next, site)
      if (path !== undefined) visit(path, true)
      return
    }
    const line = content.toString("utf8", start, end)
    const text = first === quote ? quotedPath(line) : (line.split(",")[0] ?? "")
    const path = finder.findText(text, site)
    if (path !== undefined) visit(path, !/^\.\.|^\//.test(text))
  })
}
