/** @import { PageData } from "../page-format.ts" */

/**
 * The page's data with what is computed once from it.
 * @typedef {PageData & {
 *   readonly ends: Uint32Array,
 *   readonly whole: number,
 * }} Report
 * `ends` is, for each node, the number after the last node below it; `whole` is the bytes of the image.
 */

/**
 * @param {PageData} data
 * @returns {Report}
 */
export function openReport(data) {
  const { parents } = data.nodes
  const ends = new Uint32Array(parents.length)
  for (let node = parents.length - 1; node > 0; node--) {
    ends[node] = Math.max(ends[node] ?? 0, node + 1)
    const parent = parents[node] ?? 0
    ends[parent] = Math.max(ends[parent] ?? 0, ends[node] ?? 0)
  }
  ends[0] = parents.length
  return { ...data, ends, whole: data.rows.bytes.reduce((sum, bytes) => sum + bytes, 0) }
}

/**
 * Path of a node with a slash before it, and one after it if it is a folder.
 * @param {Report} report
 * @param {number} node
 */
export function pathOf(report, node) {
  let path = ""
  for (let id = node; id !== 0; id = report.nodes.parents[id] ?? 0) path = `${report.nodes.names[id]}${path}`
  return `/${path}`
}

/**
 * The node of a path, or of the nearest folder that the page has.
 * @param {Report} report
 * @param {string} path without a slash before it
 */
export function nearestNode({ nodes, ends }, path) {
  let node = 0
  for (const name of path.split("/")) {
    let child = node + 1
    const end = ends[node] ?? 0
    while (child < end && nodes.names[child]?.replace(/\/$/, "") !== name) child = ends[child] ?? end
    if (child >= end) break
    node = child
  }
  return node
}

/**
 * @param {Report} report
 * @param {number} number
 */
export function packageName({ packages }, number) {
  const version = packages.version[number]
  return number === 0 ? "unowned" : `${packages.name[number]}${version ? ` ${version}` : ""}`
}

/**
 * @param {Report} report
 * @param {number} number
 */
export function layerName({ layers }, number) {
  return `${number + 1}. ${layers[number]?.step ?? ""}`
}
