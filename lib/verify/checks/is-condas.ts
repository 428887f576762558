import type { ImageTree } from "../image-tree.ts"

/** conda's cache of packages: what environments were made of. */
const cache = /\/pkgs\/[^/]+\/(?:lib|site-packages)\//

/** Whether a Python distribution is conda's: conda-meta says what is installed and what it needs, in conda's own names. */
export function isCondas(tree: ImageTree, path: number): boolean {
  return tree.ecosystem(path) === "conda" || cache.test(tree.name(path))
}
