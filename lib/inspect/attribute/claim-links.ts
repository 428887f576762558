import { noRow } from "../image-files.ts"
import type { Context } from "./reader.ts"

/** Gives symbolic links that nobody owns to the owner of what they lead to: alternatives, busybox, `node_modules/.bin`. */
export function claimLinks({ files, finder, owners }: Context): void {
  for (const row of files.symlinks.keys()) {
    const path = files.rows.path[row] ?? 0
    if (owners.isClaimed(path) || (files.visible[path] ?? noRow) !== row) continue
    owners.claim(path, owners.ownerOf(finder.follow(path)))
  }
}
