import { hierarchy, treemap, treemapSquarify } from "d3-hierarchy"

/** @import { Item } from "./items.js" */

/**
 * @typedef {object} Tile
 * @property {Item} item
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {number} level 1 for what is right below the item that is shown
 * @property {number} position among its siblings, from 1
 * @property {number} siblings
 * @property {Tile | undefined} parent
 * @property {Tile[]} children
 */

/** @typedef {{ item: Item, level: number }} Node */

/** A tile whose area, in pixels, is smaller shows nothing of what is in it. */
const leastToOpen = 4500
/** Siblings whose areas are smaller are put together in one. */
const leastToShow = 24
/** Height of a folder's heading. */
const heading = 18
/** A folder that turns out narrower or lower is shown closed. */
const [openWidth, openHeight] = [44, 44]
const deepest = 12

/**
 * @param {readonly Item[]} items heaviest first
 * @param {number} least bytes
 * @returns {Item[]}
 */
function foldSmall(items, least) {
  const shown = items.filter(({ bytes }) => bytes >= least)
  const rest = items.slice(shown.length)
  if (rest.length < 2) return [...items]
  const sum = (/** @type {"bytes" | "hidden" | "entries"} */ key) => rest.reduce((total, each) => total + each[key], 0)
  return [
    ...shown,
    {
      kind: "smaller",
      label: `${rest.length.toLocaleString("en")} smaller`,
      path: "",
      node: 0,
      bytes: sum("bytes"),
      hidden: sum("hidden"),
      entries: sum("entries"),
      rows: rest.flatMap(({ rows }) => Array.from(rows)),
      children: () => [],
    },
  ]
}

/**
 * The map of an item: what is in it as tiles, as deep as there is room, each tile before those in it.
 * @param {Item} root
 * @param {number} width
 * @param {number} height
 * @returns {Tile[]}
 */
export function layOut(root, width, height) {
  const pixelsPerByte = (width * height) / Math.max(1, root.bytes)
  /** @param {Node} node */
  const childrenOf = ({ item, level }) => {
    const area = item.bytes * pixelsPerByte
    if (level > 0 && (area < leastToOpen || level >= deepest)) return null
    const items = foldSmall(item.children(), leastToShow / pixelsPerByte)
    return items.length === 0 ? null : items.map((each) => ({ item: each, level: level + 1 }))
  }
  const tree = hierarchy(/** @type {Node} */ ({ item: root, level: 0 }), childrenOf)
  tree.each((node) => Object.assign(node, { value: node.data.item.bytes }))
  const laid = /** @type {import("d3-hierarchy").TreemapLayout<Node>} */ (treemap())
    .tile(treemapSquarify.ratio(1.2))
    .size([width, height])
    .round(true)
    .paddingInner(2)
    .paddingOuter((node) => (node.depth === 0 ? 0 : 3))
    .paddingTop((node) => (node.depth === 0 ? 0 : heading))(tree)
  /** @type {Tile[]} */
  const tiles = []
  /** @type {Map<unknown, Tile>} */
  const opened = new Map()
  laid.eachBefore((node) => {
    if (!node.parent) return
    const { item, level } = node.data
    const [tileWidth, tileHeight] = [node.x1 - node.x0, node.y1 - node.y0]
    const parent = opened.get(node.parent)
    if (tileWidth < 2 || tileHeight < 2 || (node.depth > 1 && !parent)) return
    /** @type {Tile} */
    const tile = {
      item,
      x: node.x0,
      y: node.y0,
      width: tileWidth,
      height: tileHeight,
      level,
      position: (node.parent.children ?? []).indexOf(node) + 1,
      siblings: node.parent.children?.length ?? 1,
      parent,
      children: [],
    }
    tiles.push(tile)
    parent?.children.push(tile)
    if (node.children && tileWidth >= openWidth && tileHeight >= openHeight) opened.set(node, tile)
  })
  return tiles
}
