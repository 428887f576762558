import { layerSteps } from "../layer-steps.ts"
import type { Context } from "../reader.ts"

/** Gives what a COPY or ADD put into a folder, and nobody owns, to a package named by where it went. */
export function claimCopied({ files, finder, owners }: Context): void {
  for (const [layer, { copiedTo }] of layerSteps(files).entries()) {
    const target = copiedTo === undefined ? undefined : finder.findText(copiedTo)
    const extent = files.layers[layer]
    if (target === undefined || target === 0 || !extent) continue
    const name = files.paths.path(target)
    let owner: number | undefined
    for (let row = extent.from; row < extent.to; row++) {
      const path = files.rows.path[row] ?? 0
      if (owners.isClaimed(path) || !files.paths.isWithin(path, target)) continue
      owner ??= owners.add({ ecosystem: "image", name })
      owners.claim(path, owner)
    }
  }
}
