import { groupBy } from "../../collections/group-by.ts"
import type { ElfObject } from "../../elf/index.ts"
import { type ContentContext, makerOf } from "./context.ts"
import type { Draft } from "./draft.ts"
import { listSome } from "./list-some.ts"
import { unneededCode } from "./needed-code.ts"
import { isBase, stepName } from "./step-name.ts"

const architecture = (form: string, capability: number): string => `${form}_${capability}`

interface Unneeded {
  readonly row: number
  readonly bytes: number
  /** Of architectures, e.g. `sm_90`. */
  readonly names: readonly string[]
}

function unneededIn(row: number, { fatbins }: ElfObject, capabilities: readonly number[]): Unneeded {
  const pieces = fatbins.flatMap((fatbin) => unneededCode(fatbin, capabilities))
  return {
    row,
    bytes: pieces.reduce((sum, { bytes }) => sum + bytes, 0),
    names: pieces.map(({ form, capability }) => architecture(form, capability)),
  }
}

/** Names of packages that own some rows, those with most unneeded code first. */
function ownersOf({ attribution }: ContentContext, found: readonly Unneeded[]): readonly string[] {
  const heaviestFirst = [...found].sort((a, b) => b.bytes - a.bytes)
  const names = heaviestFirst.map(({ row }) => attribution.packages[attribution.package[row] ?? 0]?.name ?? "")
  return [...new Set(names)].filter((name) => name !== "")
}

/**
 * Device code for GPUs that nobody named, inside libraries that stay. One finding for each layer that has some.
 * @param capabilities of the GPUs that are named, e.g. 80 for 8.0
 */
export function findGpuArchitectures(context: ContentContext, capabilities: readonly number[]): readonly Draft[] {
  const { contents, layers } = context
  if (capabilities.length === 0) return []
  // Not beside the imports: it loads ICU's tables.
  const byNumber = new Intl.Collator("en", { numeric: true })
  const found = [...contents.objects]
    .map(([row, object]) => unneededIn(row, object, capabilities))
    .filter(({ bytes }) => bytes > 0)
  const wanted = [...new Set(capabilities)].map((capability) => architecture("sm", capability)).join(", ")
  return [...groupBy(found, ({ row }) => makerOf(context, row))].map(([layer, group]): Draft => {
    const names = [...new Set(group.flatMap((one) => one.names))].sort(byNumber.compare)
    const owners = ownersOf(context, group)
    const maker = layers[layer]
    return {
      kind: "gpu-architectures",
      rows: [],
      parts: new Map(group.map(({ row, bytes }) => [row, bytes])),
      layer,
      title: `device code that ${wanted} ${capabilities.length === 1 ? "does" : "do"} not run${owners.length > 0 ? `, in ${listSome(owners)}` : ""}`,
      remedy: `${
        isBase(maker) ? "Begin from a base" : `Let ${stepName(maker)} install builds`
      } for ${wanted} only, or compile them so (TORCH_CUDA_ARCH_LIST, CMAKE_CUDA_ARCHITECTURES): no tool of NVIDIA's takes code out of a shared library. Not needed: ${names.join(", ")}.`,
    }
  })
}
