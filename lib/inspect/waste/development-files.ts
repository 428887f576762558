import { groupBy } from "../../collections/group-by.ts"
import { type Category, categories } from "../../ledger/ledger.ts"
import { type ImageFiles, noRow } from "../image-files.ts"
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

function hasCompiler({ paths, visible }: ImageFiles): boolean {
  return programFolders.some((folder) =>
    compilers.some((name) => {
      const path = paths.find(`${folder}/${name}`)
      return path !== undefined && (visible[path] ?? noRow) !== noRow
    }),
  )
}

/** Names of the packages with the most bytes among the rows, at most three. */
function heaviestPackages({ files, attribution }: Context, rows: readonly number[]): readonly string[] {
  const bytes = new Map<number, number>()
  for (const row of rows) {
    const owner = attribution.package[row] ?? 0
    if (owner !== 0) bytes.set(owner, (bytes.get(owner) ?? 0) + (files.rows.bytes[row] ?? 0))
  }
  const heaviest = [...bytes].sort(([, a], [, b]) => b - a).slice(0, 3)
  return heaviest.flatMap(([owner]) => attribution.packages[owner]?.name ?? [])
}

/** Static archives, headers and debug symbols in an image without a compiler: one finding for each layer. */
export function findDevelopmentFiles(context: Context): readonly Draft[] {
  const { files, layers } = context
  if (hasCompiler(files)) return []
  const found = categorizedRows(context, isDevelopment)
  return [...groupBy(found, (row) => makerOf(context, row))].map(([layer, rows]): Draft => {
    const maker = layers[layer]
    const packages = heaviestPackages(context, rows)
    return {
      kind: "development-files",
      rows,
      layer,
      title: `static archives, headers and debug symbols of ${stepTitle(maker)}`,
      remedy: `${
        isBase(maker)
          ? "Begin from a runtime base instead of a devel one"
          : `Let ${stepName(maker)} install what runs only, and compile in a builder stage`
      }: no compiler is in this image to read them${packages.length > 0 ? ` (most are of ${packages.join(", ")})` : ""}.`,
    }
  })
}
