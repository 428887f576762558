import { groupBy } from "../../collections/group-by.ts"
import { type Category, categories } from "../../ledger/ledger.ts"
import { noRow, type PlacedEntries } from "../image-files.ts"
import { categorizedRows } from "./categorized.ts"
import { type Context, makerOf } from "./context.ts"
import type { Draft } from "./draft.ts"
import { isBase, stepName, stepTitle } from "./step-name.ts"

const developmentCategories: ReadonlySet<Category> = new Set(["static-archive", "header", "debug-symbols"])
const isDevelopment = Uint8Array.from(categories, (category) => (developmentCategories.has(category) ? 1 : 0))

/**
 * Where compilers are found. An image that has one may need its headers and archives while it runs: Triton and
 * torch.compile call gcc, CuPy reads CUDA's headers (pytorch/pytorch#170235, NVIDIA/cuda-quantum#5111).
 */
const programFolders = ["usr/bin", "usr/local/bin", "bin", "usr/local/cuda/bin", "opt/conda/bin"]
const compilers = ["cc", "gcc", "g++", "clang", "nvcc", "tcc"]

function hasCompiler({ paths, visible }: PlacedEntries): boolean {
  return programFolders.some((folder) =>
    compilers.some((name) => {
      const path = paths.find(`${folder}/${name}`)
      return path !== undefined && (visible[path] ?? noRow) !== noRow
    }),
  )
}

/** Static archives, headers and debug symbols in an image without a compiler: one finding for each layer. */
export function findDevelopmentFiles(context: Context): readonly Draft[] {
  const { files, layers } = context
  if (hasCompiler(files)) return []
  const found = categorizedRows(context, isDevelopment)
  return [...groupBy(found, (row) => makerOf(context, row))].map(([layer, rows]): Draft => {
    const maker = layers[layer]
    return {
      kind: "development-files",
      rows,
      layer,
      title: `static archives, headers and debug symbols of ${stepTitle(maker)}`,
      remedy: `${
        isBase(maker)
          ? "Begin from a runtime base instead of a devel one"
          : `Let ${stepName(maker)} install what runs only, and compile in a builder stage`
      }: no compiler is in this image to read them.`,
      namesOwners: true,
    }
  })
}
