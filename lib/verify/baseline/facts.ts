import { distributions } from "../checks/dependencies/distributions.ts"
import type { ImageTree } from "../image-tree.ts"

/** A Python distribution of another image, places as text. */
export interface FormerDistribution {
  readonly name: string
  /** Folder of modules that it is in. */
  readonly site: string
  /** Its METADATA or PKG-INFO. */
  readonly metadata: string
}

/** What checks ask of a baseline beside its own failures, whether the image is at hand or only its document. */
export interface BaselineFacts {
  /** Permission bits of what a path leads to; `undefined` where nothing does. */
  readonly mode: (path: string) => number | undefined
  readonly distributions: readonly FormerDistribution[]
}

/** Permission bits of what a path leads to, links followed, since a link's own say nothing. */
export function modeAt(tree: ImageTree, path: number): number | undefined {
  const end = tree.follow(path)
  const mode = end === undefined ? 0 : tree.mode(end)
  return mode === 0 ? undefined : mode
}

/** Facts of an image that is at hand. */
export function factsOf(tree: ImageTree): BaselineFacts {
  return {
    mode: (text) => {
      const path = tree.at(text)
      return path === undefined ? undefined : modeAt(tree, path)
    },
    distributions: distributions(tree).installed.map(({ name, site, metadata }) => ({
      name,
      site: tree.name(site),
      metadata: tree.name(metadata),
    })),
  }
}
