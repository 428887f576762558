import { parseLdConf } from "../loader/index.ts"
import { glob } from "./glob.ts"
import type { ImageTree } from "./image-tree.ts"

const configuration = "/etc/ld.so.conf"
/** An include that includes itself ends here. */
const mostDepth = 8

function read(tree: ImageTree, file: number, depth: number): readonly string[] {
  return parseLdConf(tree.text(file)).flatMap((line) => {
    if (line.kind === "folder") return [line.folder]
    return depth === 0 ? [] : included(tree, line.pattern).flatMap((other) => read(tree, other, depth - 1))
  })
}

/** Files that an include means, in the order in which glob(3) gives them. */
function included(tree: ImageTree, pattern: string): readonly number[] {
  const whole = pattern.startsWith("/") ? pattern : `/etc/${pattern}`
  return [...glob(tree, whole)].sort((a, b) => tree.baseName(a).localeCompare(tree.baseName(b)))
}

/** Folders that ldconfig(8) reads to write ld.so.cache. */
export function configuredFolders(tree: ImageTree): readonly string[] {
  const file = tree.resolve(configuration)
  return file === undefined ? [] : read(tree, file, mostDepth)
}
