import { breakdown } from "./breakdown.js"
import { showContents } from "./contents.js"
import { nearestNode, openReport } from "./data.js"
import { showDetails } from "./details.js"
import { byId, element } from "./element.js"
import { formatBytes, formatCount } from "./format.js"
import { layOut } from "./layout.js"
import { makeMap } from "./map.js"
import { search } from "./search.js"
import { views } from "./views.js"
import { wayTo } from "./way.js"

/** @import { Item } from "./items.js" */
/** @import { Tile } from "./layout.js" */

const report = openReport(JSON.parse(byId("data").textContent ?? ""))
const box = byId("map")
const details = byId("details")
const contents = byId("contents")
const crumbs = byId("crumbs")
const status = byId("status")
const input = /** @type {HTMLInputElement} */ (byId("search"))

/** @type {Map<string, Item>} */
const roots = new Map()
let view = "folders"
/** From the whole image to what is shown. @type {Item[]} */
let trail = []
/** @type {ReturnType<typeof search>} */
let found
/** What the details are about while nothing is pointed at. @type {Item | undefined} */
let chosen

/** @param {string} name */
function rootOf(name) {
  const known = roots.get(name)
  if (known) return known
  const made = (views[name] ?? views.folders)?.(report)
  if (!made) throw new Error(`no view ${name}`)
  roots.set(name, made)
  return made
}

const shown = () => trail.at(-1) ?? rootOf(view)

/** @param {Item} item */
function colour(item) {
  return report.families[breakdown(report, item.rows, report.rows.category)[0]?.[0] ?? 0] ?? 0
}

/** @param {Item} item */
function matches(item) {
  if (!found) return true
  for (let index = 0; index < item.rows.length; index++) if (found.isFound[item.rows[index] ?? 0]) return true
  return false
}

/**
 * Items on the way from the one that is shown to a tile, that of the tile included.
 * @param {Tile} tile
 * @returns {Item[]}
 */
function wayToTile(tile) {
  return [...(tile.parent ? wayToTile(tile.parent) : []), tile.item]
}

/** @param {readonly Item[]} to */
function open(to, focus = false) {
  trail = [...to]
  chosen = undefined
  draw()
  if (focus) map.focus()
}

function leave() {
  const left = trail.at(-1)
  if (trail.length < 2 || !left) return
  open(trail.slice(0, -1))
  map.focus((item) => item === left)
}

const map = makeMap(box, {
  onFocus: (tile) => {
    chosen = tile.item
    showDetails(details, report, tile.item)
  },
  onHover: (tile) => showDetails(details, report, tile?.item ?? chosen ?? shown()),
  onOpen: (tile) => {
    if (tile.item.children().length > 0) open([...trail, ...wayToTile(tile)], true)
  },
  onLeave: leave,
})

let drawn = ""
const size = () => `${box.clientWidth} ${box.clientHeight}`

function drawMap() {
  drawn = size()
  map.show(layOut(shown(), box.clientWidth, box.clientHeight), report.whole, { colour, matches })
}

function redrawMap() {
  if (drawn === size()) return
  const hadFocus = box.contains(document.activeElement)
  drawMap()
  if (hadFocus) map.focus((item) => item === chosen)
}

function drawCrumbs() {
  crumbs.replaceChildren(
    ...trail.map((item, index) => {
      const isLast = index === trail.length - 1
      const button = element("button", { type: "button", "aria-current": isLast ? "true" : undefined }, item.label)
      button.addEventListener("click", () => open(trail.slice(0, index + 1)))
      return element("li", {}, button)
    }),
  )
}

/**
 * Shows what was found: opens it if anything is in it, or else what it is in.
 * @param {Item[]} way
 */
function goTo(way) {
  const last = way.at(-1)
  if (!last) return
  if (last.children().length > 0) return open(way, true)
  open(way.slice(0, -1))
  chosen = last
  showDetails(details, report, last)
  map.focus((item) => item === last)
}

/** @param {import("./search.js").Match["target"]} target */
function goToMatch(target) {
  const { rows } = report
  if ("package" in target) {
    chooseView("packages")
    const depth = target.package === 0 ? 1 : 2
    goTo(wayTo(rootOf("packages"), rows.package.indexOf(target.package), (_, at) => at === depth))
  } else {
    chooseView("folders")
    const row = rows.path.findIndex((node) => node >= target.node)
    goTo(wayTo(rootOf("folders"), row, ({ node }) => node >= target.node))
  }
}

function drawContents() {
  const item = shown()
  if (found) {
    const { matches: list } = found
    const lines = list.map(({ label, bytes, target }) => ({ label, bytes, open: () => goToMatch(target) }))
    showContents(contents, `Found: ${formatCount(list.length)}`, lines, list[0]?.bytes ?? 0)
    return
  }
  const items = item.children()
  const lines = items.map((each) => {
    const opens = each.children().length > 0
    return { label: each.label, bytes: each.bytes, open: opens ? () => open([...trail, each]) : undefined }
  })
  showContents(contents, "Contents", lines, items[0]?.bytes ?? 0)
}

function draw() {
  const item = shown()
  drawMap()
  drawCrumbs()
  drawContents()
  showDetails(details, report, chosen ?? item)
  const of = found ? `${formatBytes(found.bytes)} found, ` : ""
  status.textContent = `${of}showing ${item.path || item.label}, ${formatBytes(item.bytes)}`
}

/** @param {string} name */
function chooseView(name) {
  view = name
  for (const radio of document.querySelectorAll("input[name=view]")) {
    if (radio instanceof HTMLInputElement) radio.checked = radio.value === name
  }
  trail = [rootOf(name)]
  chosen = undefined
}

for (const radio of document.querySelectorAll("input[name=view]")) {
  radio.addEventListener("change", () => {
    chooseView(/** @type {HTMLInputElement} */ (radio).value)
    draw()
  })
}

input.addEventListener("input", () => {
  found = search(report, input.value)
  draw()
})
input.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  input.value = ""
  found = undefined
  draw()
})
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "search"
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  input.focus()
})

// The waste list is part of the page as it was written; here its paths learn to show themselves.
for (const button of document.querySelectorAll("button[data-path]")) {
  button.addEventListener("click", () => {
    goToMatch({ node: nearestNode(report, button.getAttribute("data-path") ?? "") })
    box.scrollIntoView({ block: "nearest" })
  })
}

byId("theme").addEventListener("change", (event) => {
  if (event.target instanceof HTMLSelectElement) document.documentElement.dataset.theme = event.target.value
})

chooseView(view)
byId("explorer").hidden = false
new ResizeObserver(redrawMap).observe(box)
draw()
