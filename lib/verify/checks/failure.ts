import type { ImageTree } from "../image-tree.ts"
import type { Failure } from "../types.ts"

/** A failure of the file at `path`, with its owner and, where something that was there is missing, who removed it. */
export function failureOf(
  tree: ImageTree,
  path: number,
  said: { readonly key: string; readonly message: string; readonly cause?: string; readonly missing?: string },
): Failure {
  const { key, message, missing } = said
  const at = missing === undefined ? undefined : tree.at(missing, tree.folder(path))
  const cause = said.cause ?? (at === undefined ? undefined : tree.whoRemoved(at))
  const owner = tree.owner(path)
  return { key, message, ...(cause === undefined ? {} : { cause }), ...(owner === undefined ? {} : { owner }) }
}
