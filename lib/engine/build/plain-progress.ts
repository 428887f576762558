import type { SolveStatus, Vertex } from "./progress.ts"
import type { ProgressReader } from "./raw-json.ts"

const base64 = (text: string) => Buffer.from(text).toString("base64")

/**
 * Reads `--progress=plain`, which every buildx has, into the same messages: `#5 [1/2] RUN x` starts vertex 5, then come
 * `#5 0.123 output`, and `#5 DONE 1.2s`, `#5 CACHED`, `#5 ERROR: ...` or `#5 CANCELED`. Times are those of reading.
 */
export function plainReader(now: () => Date = () => new Date()): ProgressReader {
  const rest: string[] = []
  const vertexes = new Map<string, Vertex>()
  let unfinished = ""
  function update(id: string, change: Partial<Vertex>, name?: string): SolveStatus {
    const known = vertexes.get(id) ?? { digest: id, name: name ?? id, started: now().toISOString() }
    const vertex = { ...known, ...change }
    vertexes.set(id, vertex)
    return { vertexes: [vertex] }
  }
  function line(text: string): SolveStatus | undefined {
    const [, id, body] = /^#(\d+) (.*)$/.exec(text) ?? []
    if (id === undefined || body === undefined) {
      rest.push(text)
      return undefined
    }
    const completed = now().toISOString()
    if (!vertexes.has(id)) return update(id, {}, body)
    if (/^DONE \d/.test(body)) return update(id, { completed })
    if (body === "CACHED") return update(id, { completed, cached: true })
    if (body === "CANCELED") return update(id, { completed, error: "context canceled" })
    if (body.startsWith("ERROR: ")) return update(id, { completed, error: body.slice("ERROR: ".length) })
    const [, output] = /^\d+\.\d+ (.*)$/.exec(body) ?? []
    return output === undefined ? undefined : { logs: [{ vertex: id, data: base64(`${output}\n`) }] }
  }
  return {
    rest,
    add(text) {
      const lines = (unfinished + text).split("\n")
      unfinished = lines.pop() ?? ""
      return lines.flatMap((one) => line(one) ?? [])
    },
  }
}
