import type { Context } from "../reader.ts"
import { nobodysTree, treePatterns } from "./image-trees.ts"

/** Claims trees that no package manager knows: folders for all in them, files for themselves. @param matched number of the rule of each path */
export function claimTrees({ files, owners, kinds }: Context, matched: Uint16Array): void {
  const { paths, config } = files
  for (let path = 1; path < matched.length; path++) {
    const rule = matched[path] ?? 0
    const tree = rule === 0 ? undefined : treePatterns[rule - 1]?.tree
    if (!tree || tree.name === nobodysTree) continue
    const isFolder = kinds.isFolder(path)
    if (!isFolder && (tree.isFolder || owners.isClaimed(path))) continue
    const version = config.env.find((line) => line.startsWith(`${tree.versionFrom}=`))?.split("=")[1]
    const owner = owners.add({
      ecosystem: "image",
      name: tree.name ?? paths.name(path),
      ...(version && { version }),
      ...(tree.name === undefined && { location: paths.path(path) }),
    })
    if (isFolder) owners.claimFolder(path, owner)
    else owners.claim(path, owner)
  }
}
