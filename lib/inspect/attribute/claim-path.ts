import type { Context } from "./reader.ts"

/** Claims what a package's list names: a file, or a folder that others may have too. */
export function claimPath({ owners, kinds }: Context, path: number, owner: number): void {
  if (kinds.isFolder(path)) owners.claimFolder(path, owner)
  if (kinds.isOther(path)) owners.claim(path, owner)
}
