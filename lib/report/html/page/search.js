import { packageName, pathOf } from "./data.js"

/** @import { Report } from "./data.js" */

/**
 * @typedef {object} Match
 * @property {string} label
 * @property {number} bytes
 * @property {{ node: number } | { package: number }} target
 */

/**
 * Finds what a text names: paths, with all that is below them, and packages.
 * @param {Report} report
 * @param {string} text
 */
export function search(report, text) {
  const wanted = text.trim().toLowerCase()
  if (wanted === "") return undefined
  const { nodes, rows, packages } = report
  // A text with a slash is looked for in whole paths, another in names.
  const inPath = wanted.includes("/")
  const found = new Uint8Array(nodes.names.length)
  /** @type {Map<number, number>} bytes of the topmost nodes that match */
  const topmost = new Map()
  for (let node = 1; node < found.length; node++) {
    const inherited = (found[nodes.parents[node] ?? 0] ?? 0) !== 0
    const name = inPath ? pathOf(report, node) : (nodes.names[node] ?? "")
    if (inherited) found[node] = 2
    else if (name.toLowerCase().includes(wanted)) {
      found[node] = 1
      topmost.set(node, 0)
    }
  }
  const packageFound = packages.name.map((_, number) => packageName(report, number).toLowerCase().includes(wanted))
  /** @type {Map<number, number>} */
  const ofPackages = new Map()
  const isFound = new Uint8Array(rows.bytes.length)
  let bytes = 0
  for (let row = 0; row < isFound.length; row++) {
    let node = rows.path[row] ?? 0
    const owner = rows.package[row] ?? 0
    const size = rows.bytes[row] ?? 0
    if (!found[node] && !packageFound[owner]) continue
    isFound[row] = 1
    bytes += size
    if (packageFound[owner]) ofPackages.set(owner, (ofPackages.get(owner) ?? 0) + size)
    if (!found[node]) continue
    while (found[node] === 2) node = nodes.parents[node] ?? 0
    topmost.set(node, (topmost.get(node) ?? 0) + size)
  }
  /** @type {Match[]} */
  const matches = [
    ...[...ofPackages].map(([number, size]) => ({
      label: `${packageName(report, number)} (${report.ecosystems[report.packages.ecosystem[number] ?? 0]})`,
      bytes: size,
      target: { package: number },
    })),
    ...[...topmost].map(([node, size]) => ({ label: pathOf(report, node), bytes: size, target: { node } })),
  ]
  return { isFound, bytes, matches: matches.filter((each) => each.bytes > 0).sort((a, b) => b.bytes - a.bytes) }
}
