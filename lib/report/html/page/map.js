import { element } from "./element.js"
import { formatBytes, formatShare } from "./format.js"

/** @import { Item } from "./items.js" */
/** @import { Tile } from "./layout.js" */

/** Pixels from which a tile has room for a name. */
const [nameWidth, nameHeight] = [34, 15]
/** Pixels from which it has room for its bytes too: beside the name in a heading, below it in any other tile. */
const [headingWidth, sizeWidth, sizeHeight] = [120, 56, 34]

/**
 * @param {Item} item
 * @param {number} whole
 */
function label(item, whole) {
  const hidden = item.hidden > 0 ? `, of it ${formatBytes(item.hidden)} overwritten or deleted later` : ""
  return `${item.label} ${formatBytes(item.bytes)}, ${formatShare(item.bytes, whole)}${hidden}`
}

/**
 * @param {Tile} tile
 * @param {number} whole
 * @param {{ colour: (item: Item) => number, matches: (item: Item) => boolean }} look
 */
function tileElement(tile, whole, look) {
  const { item, children } = tile
  const opened = children.length > 0
  const hiddenShare = opened ? 0 : item.hidden / item.bytes
  const dimmed = !look.matches(item)
  const made = element("div", {
    role: "treeitem",
    tabindex: -1,
    class: [
      "tile",
      opened ? "opened" : `family-${look.colour(item)}`,
      hiddenShare > 0 && "hidden-bytes",
      dimmed && "dimmed",
    ]
      .filter(Boolean)
      .join(" "),
    "aria-level": tile.level,
    "aria-posinset": tile.position,
    "aria-setsize": tile.siblings,
    "aria-expanded": opened ? "true" : undefined,
    "aria-selected": "false",
    "aria-label": label(item, whole),
  })
  Object.assign(made.style, {
    left: `${tile.x}px`,
    top: `${tile.y}px`,
    width: `${tile.width}px`,
    height: `${tile.height}px`,
  })
  made.style.setProperty("--hidden", `${hiddenShare * 100}%`)
  if (tile.width >= nameWidth && tile.height >= nameHeight) {
    made.append(element("span", { class: "name" }, item.label))
    const roomForSize = opened ? tile.width >= headingWidth : tile.width >= sizeWidth && tile.height >= sizeHeight
    if (roomForSize) made.append(" ", element("span", { class: "size" }, formatBytes(item.bytes)))
  }
  return made
}

/**
 * Where an arrow key leads, in the order in which a tree is read: down to the next, right to what is in it, left to what
 * it is in.
 * @param {readonly Tile[]} tiles
 * @param {number} at
 * @param {string} key
 */
function next(tiles, at, key) {
  const tile = tiles[at]
  const number = (/** @type {Tile | undefined} */ other) => (other ? tiles.indexOf(other) : at)
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, tiles.length - 1)
    case "ArrowUp":
      return Math.max(at - 1, 0)
    case "ArrowRight":
      return number(tile?.children[0])
    case "ArrowLeft":
      return number(tile?.parent)
    case "Home":
      return 0
    case "End":
      return tiles.length - 1
    default:
      return undefined
  }
}

/**
 * The map: tiles of which one at a time can be reached by the tabulator key, and the others from it by arrows.
 * @param {HTMLElement} box
 * @param {{ onFocus: (tile: Tile) => void, onHover: (tile: Tile | undefined) => void, onOpen: (tile: Tile) => void, onLeave: () => void }} on
 */
export function makeMap(box, on) {
  /** @type {readonly Tile[]} */
  let tiles = []
  /** @type {HTMLElement[]} */
  let elements = []
  let current = 0

  /** @param {Event} event */
  const numberOf = (event) =>
    event.target instanceof Element ? elements.indexOf(/** @type {HTMLElement} */ (event.target.closest(".tile"))) : -1

  /** @param {number} number */
  function choose(number) {
    elements[current]?.setAttribute("tabindex", "-1")
    elements[current]?.setAttribute("aria-selected", "false")
    current = number
    elements[current]?.setAttribute("tabindex", "0")
    elements[current]?.setAttribute("aria-selected", "true")
  }

  box.addEventListener("focusin", (event) => {
    const number = numberOf(event)
    const tile = tiles[number]
    if (!tile) return
    choose(number)
    on.onFocus(tile)
  })
  box.addEventListener("pointerover", (event) => on.onHover(tiles[numberOf(event)]))
  box.addEventListener("pointerleave", () => on.onHover(undefined))
  box.addEventListener("click", (event) => {
    const tile = tiles[numberOf(event)]
    if (tile) on.onOpen(tile)
  })
  box.addEventListener("keydown", (event) => {
    const number = numberOf(event)
    const tile = tiles[number]
    if (!tile || event.altKey || event.ctrlKey || event.metaKey) return
    const to = next(tiles, number, event.key)
    if (to !== undefined) elements[to]?.focus()
    else if (event.key === "Enter" || event.key === " ") on.onOpen(tile)
    else if (event.key === "Escape" || event.key === "Backspace") on.onLeave()
    else return
    event.preventDefault()
  })

  return {
    /**
     * @param {readonly Tile[]} shown
     * @param {number} whole
     * @param {{ colour: (item: Item) => number, matches: (item: Item) => boolean }} look
     */
    show(shown, whole, look) {
      tiles = shown
      elements = shown.map((tile) => tileElement(tile, whole, look))
      current = 0
      elements[0]?.setAttribute("tabindex", "0")
      box.replaceChildren(...elements)
    },
    /** @param {(item: Item) => boolean} [wanted] the first of all if not given */
    focus(wanted = () => true) {
      elements[tiles.findIndex(({ item }) => wanted(item))]?.focus()
    },
  }
}
