import { SourceMap } from "node:module"

/** Gives the code that was run for a file, with its source map inline; undefined for files that were run as they are. */
export type CompiledCode = (file: string) => string | undefined

interface Mapped {
  readonly map: SourceMap
  readonly lines: readonly string[]
}

const inlineMap = /^\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([A-Za-z0-9+/=]+)/
/** Code that the loader compiled has plain paths in its frames; what Node loaded itself has `file:` ones. */
const place = /(?<=[( ]|^)(\/[^():]+):(\d+):(\d+)(?=\)?$)/

function readMap(code: string | undefined): Mapped | undefined {
  const encoded = inlineMap.exec(code?.slice(code.lastIndexOf("//# sourceMappingURL=")) ?? "")?.[1]
  if (encoded === undefined) return undefined
  const payload = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"))
  return { map: new SourceMap(payload), lines: String(payload.sourcesContent?.[0] ?? "").split("\n") }
}

/** Column of what is called, from 0. A call of an import is compiled to `(0, m.f)(...)`, of which V8 names the last parenthesis. */
function startOfName(line: string, column: number): number {
  if (line[column] !== "(") return column
  return column - (/[\w$]*$/.exec(line.slice(0, column))?.[0].length ?? 0)
}

/** Makes stack traces of this process name the places in the user's own TypeScript, not in what was made of it. */
export function mapPositions(compiled: CompiledCode): void {
  const maps = new Map<string, Mapped | undefined>()
  const mapOf = (file: string): Mapped | undefined => {
    if (!maps.has(file)) maps.set(file, readMapOf(file))
    return maps.get(file)
  }
  const readMapOf = (file: string): Mapped | undefined => {
    try {
      return readMap(compiled(file))
    } catch {
      // A trace is made while something else goes wrong: a place as it is beats another error.
      return undefined
    }
  }
  const mapFrame = (frame: string): string =>
    frame.replace(place, (all, file: string, line: string, column: string) => {
      const mapped = mapOf(file)
      const found = mapped?.map.findEntry(Number(line) - 1, Number(column) - 1)
      if (!mapped || !found || !("originalLine" in found)) return all
      const { originalLine, originalColumn } = found
      return `${file}:${originalLine + 1}:${startOfName(mapped.lines[originalLine] ?? "", originalColumn) + 1}`
    })
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${mapFrame(String(frame))}`)].join("\n")
}
