/** @import { Item } from "./items.js" */

/**
 * @param {ArrayLike<number>} rows ascending
 * @param {number} row
 */
function has(rows, row) {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle] ?? 0) < row) low = middle + 1
    else high = middle
  }
  return rows[low] === row
}

/**
 * Items from a root down to the one that is wanted, along those that hold a row.
 * @param {Item} root
 * @param {number} row
 * @param {(item: Item, depth: number) => boolean} isWanted
 * @returns {Item[]}
 */
export function wayTo(root, row, isWanted) {
  const way = [root]
  for (let last = root; !isWanted(last, way.length - 1); ) {
    const below = last.children().find(({ rows }) => has(rows, row))
    if (!below) break
    way.push(below)
    last = below
  }
  return way
}
