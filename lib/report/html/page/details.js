import { breakdown } from "./breakdown.js"
import { layerName, packageName } from "./data.js"
import { bar, element } from "./element.js"
import { formatBytes, formatCount, formatShare } from "./format.js"

/** @import { Report } from "./data.js" */
/** @import { Item } from "./items.js" */

/** Lines of each breakdown. */
const partsShown = 4

/**
 * @param {string} title
 * @param {readonly [number, number][]} parts
 * @param {number} whole
 * @param {(number: number) => string} name
 * @returns {HTMLElement}
 */
function part(title, parts, whole, name) {
  const shown = parts.slice(0, parts.length === partsShown + 1 ? partsShown + 1 : partsShown)
  const rest = parts.slice(shown.length)
  const lines = shown.map(([number, bytes]) =>
    element(
      "li",
      {},
      bar(bytes / whole),
      element("span", { class: "what" }, name(number)),
      element("span", { class: "size" }, formatBytes(bytes)),
    ),
  )
  if (rest.length > 0) {
    const bytes = rest.reduce((sum, [, each]) => sum + each, 0)
    lines.push(
      element(
        "li",
        {},
        bar(bytes / whole),
        element("span", { class: "what" }, `${formatCount(rest.length)} more`),
        element("span", { class: "size" }, formatBytes(bytes)),
      ),
    )
  }
  return element("section", {}, element("h3", {}, title), element("ul", { class: "parts" }, ...lines))
}

/**
 * Everything that is known of an item.
 * @param {HTMLElement} box
 * @param {Report} report
 * @param {Item} item
 */
export function showDetails(box, report, item) {
  const { categories, packages, ecosystems, rows, whole } = report
  const of = (/** @type {readonly number[]} */ column) => breakdown(report, item.rows, column)
  const owners = of(rows.package)
  const ownerName = (/** @type {number} */ number) =>
    number === 0 ? "unowned" : `${packageName(report, number)} (${ecosystems[packages.ecosystem[number] ?? 0]})`
  box.replaceChildren(
    element("h2", {}, item.path || item.label),
    element(
      "p",
      { class: "amount" },
      element("strong", {}, formatBytes(item.bytes)),
      ` ${formatShare(item.bytes, whole)} of the image, ${formatCount(item.entries)} ${item.entries === 1 ? "entry" : "entries"}`,
    ),
    ...(item.hidden > 0
      ? [
          element(
            "p",
            { class: "warning" },
            `${formatBytes(item.hidden)} of it overwritten or deleted by a later layer`,
          ),
        ]
      : []),
    part("Category", of(rows.category), item.bytes, (number) => categories[number] ?? ""),
    part(owners.length === 1 ? "Owner" : `Owners (${formatCount(owners.length)})`, owners, item.bytes, ownerName),
    part("Layer", of(rows.layer), item.bytes, (number) => layerName(report, number)),
  )
}
