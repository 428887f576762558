import { glob } from "./glob.ts"
import type { ImageTree } from "./image-tree.ts"

const configuration = "/etc/ld.so.conf"
/** An include that includes itself ends here. */
const mostDepth = 8

function read(tree: ImageTree, file: number, depth: number): readonly string[] {
  return tree
    .text(file)
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("hwcap"))
    .flatMap((line) => {
      const [, pattern] = /^include\s+(.+)$/.exec(line) ?? []
      if (pattern === undefined) return line.split(/[\s,:]+/).map((folder) => folder.replace(/=.*$/, ""))
      return depth === 0 ? [] : included(tree, pattern).flatMap((other) => read(tree, other, depth - 1))
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
