import type { Ecosystem } from "../../ledger/index.ts"
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

/** Who brings libraries and plugins for what nobody need install. */
const bringsOptional: ReadonlySet<Ecosystem> = new Set(["dpkg", "python"])

/**
 * Whether it is no fault that something is missing which the file at `path` asks for by name or path, as no layer ever had
 * it. Debian's packages bring parts for what nobody need install (its policy has that in `Suggests`). So do wheels, in
 * libraries that they load if they can: torchaudio has one for each version of FFmpeg, numba one for TBB. What a
 * distribution cannot do without is seen where it is imported, and by its requirements.
 */
export function isOptionalPart(tree: ImageTree, path: number, asked: string): boolean {
  const ecosystem = tree.ecosystem(path)
  if (!asked.startsWith("/")) return bringsOptional.has(ecosystem) && tree.everNamed(asked).length === 0
  if (ecosystem !== "dpkg") return false
  const at = tree.at(asked)
  return at === undefined || (!tree.shows(at) && tree.whoRemoved(at) === undefined)
}
