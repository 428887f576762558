import type { ElfObject } from "../../elf/index.ts"
import { parseCapability } from "./capability.ts"
import type { ContentContext } from "./context.ts"
import type { Draft } from "./draft.ts"
import { groupBy } from "./group-by.ts"
import { unneededCode } from "./needed-code.ts"
import { isBase, stepName } from "./step-name.ts"

const architecture = (form: string, capability: number): string => `${form}_${capability}`

function unneededIn(
  { fatbins }: ElfObject,
  capabilities: readonly number[],
): { bytes: number; names: readonly string[] } {
  const pieces = fatbins.flatMap((fatbin) => unneededCode(fatbin, capabilities))
  return {
    bytes: pieces.reduce((sum, { bytes }) => sum + bytes, 0),
    names: pieces.map(({ form, capability }) => architecture(form, capability)),
  }
}

const byNumber = new Intl.Collator("en", { numeric: true }).compare

/**
 * Device code for GPUs that nobody named, inside libraries that stay. One finding for each package that has some.
 * @throws StrataError `invalid-option`
 */
export function findGpuArchitectures(context: ContentContext, gpus: readonly string[]): readonly Draft[] {
  const { files, contents, attribution, layers } = context
  const capabilities = gpus.map(parseCapability)
  if (capabilities.length === 0) return []
  const found = [...contents.objects]
    .map(([row, object]) => ({ row, ...unneededIn(object, capabilities) }))
    .filter(({ bytes }) => bytes > 0)
  const byPackage = groupBy(found, ({ row }) => `${attribution.package[row]} ${files.rows.layer[row]}`)
  return [...byPackage.values()].map((group): Draft => {
    const [row = 0] = group.map((one) => one.row)
    const layer = files.rows.layer[row] ?? 0
    const owner = attribution.packages[attribution.package[row] ?? 0]
    const names = [...new Set(group.flatMap((one) => one.names))].sort(byNumber)
    const wanted = capabilities.map((capability) => architecture("sm", capability)).join(", ")
    return {
      kind: "gpu-architectures",
      rows: [],
      parts: new Map(group.map((one) => [one.row, one.bytes])),
      layer,
      title: `device code for ${names.join(", ")}${owner?.name ? ` in ${owner.name}` : ""}`,
      remedy: `${
        isBase(layers[layer]) ? "Begin from a base" : `Let ${stepName(layers[layer])} install builds`
      } for ${wanted} only, or compile them so (TORCH_CUDA_ARCH_LIST, CMAKE_CUDA_ARCHITECTURES): no tool of NVIDIA's takes code out of a shared library.`,
    }
  })
}
