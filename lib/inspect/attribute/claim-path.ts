import type { Context } from "./reader.ts"

/**
 * Claims what a package's list names: a file, or a folder that others may have too.
 * @param isSkeleton the package makes the tree itself: `/home` or `/var/log` being its says nothing of what is in it
 */
export function claimPath({ owners, kinds }: Context, path: number, owner: number, isSkeleton = false): void {
  if (kinds.isFolder(path)) {
    if (isSkeleton) owners.shareFolder(path)
    else owners.claimFolder(path, owner)
  }
  if (kinds.isOther(path)) owners.claim(path, owner)
}
