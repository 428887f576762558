import type { ImageTree } from "./image-tree.ts"

/** A pattern's part, in which `*` stands for anything but a slash. */
export function globPart(part: string): RegExp {
  const escaped = part.split("*").map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
  return new RegExp(`^${escaped.join(".*")}$`)
}

/**
 * Paths that a pattern means, links at their ends not followed.
 * @param folder where a pattern begins that does not begin with `/`
 */
export function glob(tree: ImageTree, pattern: string, folder?: number): readonly number[] {
  const at = pattern.indexOf("*")
  if (at < 0) {
    const found = tree.at(pattern, folder)
    return found !== undefined && tree.shows(found) ? [found] : []
  }
  const slash = pattern.lastIndexOf("/", at)
  const end = pattern.indexOf("/", at)
  const start = slash < 0 ? folder : tree.resolve(pattern.slice(0, slash) || "/", folder)
  if (start === undefined) return []
  const part = globPart(pattern.slice(slash + 1, end < 0 ? undefined : end))
  const here = [...tree.list(start)].filter((child) => part.test(tree.baseName(child)))
  if (end < 0) return here
  return here.flatMap((child) => {
    const inside = tree.follow(child)
    return inside === undefined ? [] : glob(tree, pattern.slice(end + 1), inside)
  })
}
