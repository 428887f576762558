import type { ImageTree } from "../../image-tree.ts"

/** An installed Python distribution. */
export interface Distribution {
  /** As PEP 503 normalises it. */
  readonly name: string
  /** Folder of modules that it is in. */
  readonly site: number
  /** Path of its METADATA or PKG-INFO. */
  readonly metadata: number
}

/** Names that differ in case and in `-`, `_` and `.` are one (PEP 503). */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "-")

const site = /\/(?:site|dist)-packages$/
const folderName = /^(.+?)-[^-]+(?:-py[\d.]+)?\.(?:dist|egg)-info$/

/** The distribution whose metadata is at a path, whether it shows or not; `undefined` for what another one carries. */
export function distributionAt(tree: ImageTree, metadata: number): Distribution | undefined {
  const folder = tree.folder(metadata)
  const [, name] = folderName.exec(tree.baseName(folder)) ?? []
  const modules = tree.folder(folder)
  if (name === undefined || !site.test(tree.name(modules))) return undefined
  return { name: normalName(name), site: modules, metadata }
}

/** Every distribution that shows, and those that any layer ever had. */
export function distributions(tree: ImageTree): {
  readonly installed: readonly Distribution[]
  readonly gone: readonly Distribution[]
} {
  const all = ["METADATA", "PKG-INFO"].flatMap((name) =>
    tree.everNamed(name).flatMap((path) => distributionAt(tree, path) ?? []),
  )
  return {
    installed: all.filter(({ metadata }) => tree.shows(metadata)),
    gone: all.filter(({ metadata }) => !tree.shows(metadata)),
  }
}
