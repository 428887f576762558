import type { ImageTree } from "../image-tree.ts"

/**
 * What images leave out on purpose and no program needs: documentation and translations (dpkg's `path-exclude`, as
 * Docker's own Debian images have it), folders that apt makes again, and the
 * time zone, which is UTC without it.
 */
const optional =
  /^\/usr\/share\/(doc|doc-base|man|info|groff|locale|lintian|linda|bug|help|gtk-doc)(\/|$)|^\/var\/(lib\/apt\/lists|cache\/apt)(\/|$)|^\/etc\/localtime$/

export function isOptionalPath(path: string): boolean {
  return optional.test(path)
}

/**
 * Whether it is no fault that something is missing which the file at `path` asks for by name or path: Debian's packages
 * bring parts for what nobody need install (its policy has that in `Suggests`), so no layer ever had it.
 */
export function isOptionalPart(tree: ImageTree, path: number, asked: string): boolean {
  if (tree.ecosystem(path) !== "dpkg") return false
  if (!asked.startsWith("/")) return tree.everNamed(asked).length === 0
  const at = tree.at(asked)
  return at === undefined || (!tree.shows(at) && tree.whoRemoved(at) === undefined)
}
