import { layerName, packageName } from "./data.js"
import { heaviestFirst, item, once, pathsOf } from "./items.js"

/** @import { Report } from "./data.js" */
/** @import { Item } from "./items.js" */

/**
 * Rows put together by a number or text that each has.
 * @param {ArrayLike<number>} rows
 * @param {(row: number) => number | string} of
 */
function grouped(rows, of) {
  /** @type {Map<number | string, number[]>} */
  const groups = new Map()
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0
    const key = of(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups].map(([key, numbers]) => ({ key, rows: Uint32Array.from(numbers), first: numbers[0] ?? 0 }))
}

/**
 * @param {Report} report
 * @param {Uint32Array} rows
 * @param {string} label
 * @param {() => Item[]} children
 */
const group = (report, rows, label, children) => item(report, rows, { kind: "group", label, children: once(children) })

/** @param {Report} report */
const allRows = (report) => Uint32Array.from(report.rows.bytes.keys())

/**
 * @param {Report} report
 * @param {(row: number) => number | string} of
 * @param {(row: number) => string} label
 * @param {Uint32Array} rows
 */
const groupsOfPaths = (report, rows, of, label) =>
  heaviestFirst(
    grouped(rows, of).map((each) => group(report, each.rows, label(each.first), () => pathsOf(report, each.rows))),
  )

/**
 * The ways to look at an image; each is an item that holds all of it.
 * @type {Readonly<Record<string, (report: Report) => Item>>}
 */
export const views = {
  folders: (report) => group(report, allRows(report), "Image", () => pathsOf(report, allRows(report))),
  packages: (report) => {
    const { rows, packages, ecosystems } = report
    const owner = (/** @type {number} */ row) => rows.package[row] ?? 0
    const label = (/** @type {number} */ row) => {
      const location = packages.location[owner(row)]
      return location ? `${packageName(report, owner(row))}  (${location})` : packageName(report, owner(row))
    }
    const ecosystemOf = (/** @type {number} */ row) => packages.ecosystem[owner(row)] ?? 0
    const all = allRows(report)
    return group(report, all, "Image", () =>
      heaviestFirst(
        grouped(all, ecosystemOf).map(({ rows: some, first }) =>
          ecosystemOf(first) === 0
            ? group(report, some, "unowned", () => pathsOf(report, some))
            : group(report, some, ecosystems[ecosystemOf(first)] ?? "", () =>
                groupsOfPaths(report, some, owner, label),
              ),
        ),
      ),
    )
  },
  layers: (report) => {
    const all = allRows(report)
    const layer = (/** @type {number} */ row) => report.rows.layer[row] ?? 0
    return group(report, all, "Image", () => groupsOfPaths(report, all, layer, (row) => layerName(report, layer(row))))
  },
  steps: (report) => {
    const all = allRows(report)
    const step = (/** @type {number} */ row) => {
      const { step: text, place } = report.layers[report.rows.layer[row] ?? 0] ?? { step: "", place: "" }
      return place ? `${text}  ${place}` : text
    }
    return group(report, all, "Image", () => groupsOfPaths(report, all, step, step))
  },
}
