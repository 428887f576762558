import { layerSteps } from "../layer-steps.ts"
import type { Context } from "../reader.ts"

const root = 0

/**
 * Gives what a COPY or ADD put into a folder, and nobody owns, to a package named by where it went. Of one that wrote to
 * the root only the files that lie there are named, each by itself: `COPY app /` puts a program there, and a whole root
 * file system has none.
 */
export function claimCopied({ files, finder, owners, kinds }: Context): void {
  const { paths, rows } = files
  for (const [layer, { copiedTo }] of layerSteps(files).entries()) {
    const target = copiedTo === undefined ? undefined : finder.findText(copiedTo)
    const extent = files.layers[layer]
    if (target === undefined || !extent) continue
    for (let row = extent.from; row < extent.to; row++) {
      const path = rows.path[row] ?? 0
      const isOwn =
        target === root ? paths.parent(path) === root && !kinds.isFolder(path) : paths.isWithin(path, target)
      if (owners.isClaimed(path) || !isOwn) continue
      owners.claim(path, owners.add({ ecosystem: "image", name: paths.path(target === root ? path : target) }))
    }
  }
}
