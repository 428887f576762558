import { z } from "zod"
import type { ImageTree } from "../../image-tree.ts"

/** What node and npm ask of a package.json; whatever else is wrong with one is not for us to say. */
const manifest = z.object({
  name: z.string().optional().catch(undefined),
  main: z.string().optional().catch(undefined),
  exports: z.unknown().optional(),
  bin: z
    .union([z.string(), z.record(z.string(), z.string())])
    .optional()
    .catch(undefined),
  dependencies: z.record(z.string(), z.unknown()).optional().catch(undefined),
  optionalDependencies: z.record(z.string(), z.unknown()).optional().catch(undefined),
})

/** A package of node in its folder. */
export interface NpmPackage {
  /** Folder, links followed. */
  readonly folder: number
  readonly name: string
  readonly main: string | undefined
  readonly hasExports: boolean
  /** Paths of its programs from its folder. */
  readonly bin: readonly string[]
  /** Names that it cannot do without. */
  readonly dependencies: readonly string[]
}

/** The package of a folder; `undefined` where its package.json is missing, and where it cannot be read. */
export function npmPackage(tree: ImageTree, folder: number): NpmPackage | undefined {
  const file = tree.resolve("package.json", folder)
  if (file === undefined) return undefined
  let json: unknown
  try {
    json = JSON.parse(tree.text(file))
  } catch {
    return undefined
  }
  const { success, data } = manifest.safeParse(json)
  if (!success) return undefined
  const optional = data.optionalDependencies ?? {}
  return {
    folder,
    name: data.name ?? tree.baseName(folder),
    main: data.main,
    hasExports: data.exports !== undefined,
    bin: typeof data.bin === "string" ? [data.bin] : Object.values(data.bin ?? {}),
    // npm writes an optional one into both.
    dependencies: Object.keys(data.dependencies ?? {}).filter((name) => !(name in optional)),
  }
}

/** Folder of a package that node finds from another's: in `node_modules` of each folder above (nodejs.org/api/modules.html). */
export function findPackage(tree: ImageTree, name: string, from: number): number | undefined {
  for (let folder = from; ; folder = tree.folder(folder)) {
    if (tree.baseName(folder) !== "node_modules") {
      const found = tree.resolve(`node_modules/${name}`, folder)
      if (found !== undefined) return found
    }
    if (folder === 0) return undefined
  }
}
