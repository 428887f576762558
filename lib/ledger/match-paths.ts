import type { PathTable } from "./path-table.ts"

const everything = 0xffffffff
/** A pattern's parts are bits of one number. */
const mostParts = 31

/** One part of a pattern as an expression over one name. `*` and `?` are the wildcards; all else means itself. */
function nameExpression(part: string): RegExp {
  const source = part.replace(/[$()*+.?[\\\]^{|}]/g, (each) => (each === "*" ? ".*" : each === "?" ? "." : `\\${each}`))
  return new RegExp(`^${source}$`, "su")
}

/** The positions that a set of positions stands for: `**` may also take no folder at all. */
function closed(positions: number, deep: readonly boolean[]): number {
  let all = positions
  for (const [index, isDeep] of deep.entries()) if (isDeep && all & (1 << index)) all |= 1 << (index + 1)
  return all
}

/** Whether a path pattern has wildcards. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path)
}

/** A path as it is in a table: of the root, without slashes at the ends, none doubled. */
export function tablePath(path: string): string {
  return path.split("/").filter(Boolean).join("/")
}

/**
 * Which paths a pattern names: 1 at each path that matches, and at everything below it. `*` and `?` stay inside a name,
 * `**` is any number of folders; without wildcards it is one path. One pass over the table.
 * @throws RangeError where a pattern has more than 31 parts
 */
export function matchPaths(paths: PathTable, pattern: string): Uint8Array {
  const parts = tablePath(pattern).split("/").filter(Boolean)
  if (parts.length > mostParts) throw new RangeError(`a path pattern has at most ${mostParts} parts`)
  const deep = parts.map((part) => part === "**")
  const expressions = parts.map(nameExpression)
  const end = 2 ** parts.length
  // Positions in the pattern that a node may stand at; a node has a larger number than its folder.
  const positions = new Uint32Array(paths.count)
  const matched = new Uint8Array(paths.count)
  const settle = (id: number, reached: number): void => {
    const isMatch = (reached & end) !== 0
    positions[id] = isMatch ? everything : reached
    matched[id] = isMatch ? 1 : 0
  }
  settle(0, closed(1, deep))
  for (let id = 1; id < paths.count; id++) {
    const above = positions[paths.parent(id)] ?? 0
    if (above === everything || above === 0) {
      positions[id] = above
      matched[id] = above === 0 ? 0 : 1
      continue
    }
    const name = paths.name(id)
    let reached = 0
    for (const [index, expression] of expressions.entries()) {
      const here = 1 << index
      if (!(above & here)) continue
      if (deep[index]) reached |= here
      else if (expression.test(name)) reached |= here << 1
    }
    settle(id, closed(reached, deep))
  }
  return matched
}
