import { PathRules } from "../path-rules.ts"
import type { Context } from "../reader.ts"
import { imageTrees, nobodysTree } from "./image-trees.ts"

const entries = imageTrees.flatMap((tree) => tree.paths.map((path) => ({ path, tree })))
const rules = new PathRules(entries.map(({ path }) => path))

/** Claims trees that no package manager knows: folders for all in them, files for themselves. */
export function claimTrees({ files, owners, kinds }: Context): void {
  const { paths, config } = files
  const matched = rules.match(paths)
  for (let path = 1; path < matched.length; path++) {
    const tree = entries[(matched[path] ?? 0) - 1]?.tree
    if (!tree || tree.name === nobodysTree) continue
    const isFolder = kinds.isFolder(path)
    if (!isFolder && (tree.name === undefined || owners.isClaimed(path))) continue
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
