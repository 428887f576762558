import { pathOf } from "./data.js"

/** @import { Report } from "./data.js" */

/**
 * Something with a size: a tile of the map and a line of the list.
 * @typedef {object} Item
 * @property {"group" | "folder" | "file" | "smaller"} kind
 * @property {string} label
 * @property {string} path of a folder or file; of anything else empty
 * @property {number} node of a folder or file; of anything else the root
 * @property {number} bytes
 * @property {number} hidden bytes that are not in the finished file system
 * @property {number} entries
 * @property {ArrayLike<number>} rows numbers of rows, ascending
 * @property {() => Item[]} children heaviest first
 */

/**
 * @template T
 * @param {() => T} make
 * @returns {() => T}
 */
export function once(make) {
  /** @type {{ value: T } | undefined} */
  let made
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** @type {() => Item[]} */
const none = () => []

/**
 * @param {Report} report
 * @param {ArrayLike<number>} rows
 * @param {Pick<Item, "kind" | "label"> & Partial<Item>} rest
 * @returns {Item}
 */
export function item({ rows: columns }, rows, rest) {
  let bytes = 0
  let hidden = 0
  let entries = 0
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0
    bytes += columns.bytes[row] ?? 0
    entries += columns.entries[row] ?? 0
    if (columns.state[row] !== 0) hidden += columns.bytes[row] ?? 0
  }
  return { bytes, hidden, entries, rows, path: "", node: 0, children: none, ...rest }
}

/** @param {Item[]} items */
export const heaviestFirst = (items) => items.sort((a, b) => b.bytes - a.bytes)

/**
 * What is right below a node, of those rows: nodes are numbered so that each child's rows lie together.
 * @param {Report} report
 * @param {Uint32Array} rows all at or below the node
 * @param {number} node
 */
function below(report, rows, node) {
  const { path } = report.rows
  let at = 0
  while (at < rows.length && path[rows[at] ?? 0] === node) at++
  /** @type {{ child: number, rows: Uint32Array }[]} */
  const children = []
  const own = rows.subarray(0, at)
  while (at < rows.length) {
    let child = path[rows[at] ?? 0] ?? 0
    while (report.nodes.parents[child] !== node) child = report.nodes.parents[child] ?? 0
    const end = report.ends[child] ?? 0
    const from = at
    while (at < rows.length && (path[rows[at] ?? 0] ?? 0) < end) at++
    children.push({ child, rows: rows.subarray(from, at) })
  }
  return { own, children }
}

/**
 * A folder or file with what is in it. Folders that hold nothing but one folder are one with it: `usr/lib/python3/`.
 * @param {Report} report
 * @param {Uint32Array} rows
 * @param {number} node
 * @returns {Item}
 */
function pathItem(report, rows, node) {
  let label = report.nodes.names[node] ?? ""
  let inside = below(report, rows, node)
  let inner = node
  const isBare = () => inside.own.every((row) => report.rows.bytes[row] === 0)
  while (inside.children.length === 1 && inside.children[0] && isBare()) {
    const only = inside.children[0]
    label += report.nodes.names[only.child] ?? ""
    inner = only.child
    inside = below(report, only.rows, only.child)
  }
  const isFolder = label.endsWith("/")
  return item(report, rows, {
    kind: isFolder ? "folder" : "file",
    label,
    path: pathOf(report, inner),
    node: inner,
    children: inside.children.length === 0 ? none : once(() => pathItems(report, inside)),
  })
}

/**
 * @param {Report} report
 * @param {ReturnType<typeof below>} inside
 * @returns {Item[]}
 */
function pathItems(report, { own, children }) {
  const items = children.map(({ child, rows }) => pathItem(report, rows, child))
  if (own.length > 0) {
    const smaller = item(report, own, { kind: "smaller", label: "" })
    smaller.label = `${smaller.entries.toLocaleString("en")} smaller`
    if (smaller.bytes > 0) items.push(smaller)
  }
  return heaviestFirst(items.filter(({ bytes }) => bytes > 0))
}

/**
 * Paths of those rows, from the root down.
 * @param {Report} report
 * @param {Uint32Array} rows
 */
export function pathsOf(report, rows) {
  return pathItems(report, below(report, rows, 0))
}
