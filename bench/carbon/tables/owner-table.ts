import { formatBytes } from "../../../lib/report/bytes.ts"
import { markdownTable } from "../../../lib/report/markdown.ts"
import { type BaseParts, partsOfBase } from "../base-parts.ts"
import { compose } from "../composed.ts"
import { computeLegacy, cudaWheels, restOfEnvironment } from "../computed-compute.ts"
import { familyBytes, type Layered } from "../family-bytes.ts"
import { find, type Results } from "./known.ts"
import { change, notMeasured } from "./words.ts"

type Layers = Layered["layers"]

/** The three images in one arrangement. `own` is what tools adds to base, `rest` what compute has beside CUDA. */
type Arrange = (parts: BaseParts, own: Layers, rest: Layers) => readonly [base: Layers, tools: Layers, compute: Layers]

const arrangements: Readonly<Record<string, Arrange>> = {
  "each image's own CUDA, before the desktop (as it is)": ({ core, cuda, variant }, own, rest) => [
    [...core, ...cuda, ...variant],
    [...core, ...cuda, ...variant, ...own],
    [...core, ...cudaWheels, ...rest, ...variant],
  ],
  "CUDA by wheels in all three": ({ core, variant }, own, rest) => [
    [...core, ...cudaWheels, ...variant],
    [...core, ...cudaWheels, ...variant, ...own],
    [...core, ...cudaWheels, ...rest, ...variant],
  ],
  "each image's own CUDA, after the desktop": ({ core, cuda, variant }, own, rest) => [
    [...core, ...variant, ...cuda],
    [...core, ...variant, ...cuda, ...own],
    [...core, ...variant, ...cudaWheels, ...rest],
  ],
  "CUDA by wheels in all three, after the desktop": ({ core, variant }, own, rest) => [
    [...core, ...variant, ...cudaWheels],
    [...core, ...variant, ...cudaWheels, ...own],
    [...core, ...variant, ...cudaWheels, ...rest],
  ],
}

function toolsOwn(results: Results): Layers | undefined {
  const [base, tools] = [find(results, "family", "base")?.metrics, find(results, "family", "tools")?.metrics]
  const shared = new Set(base?.layers.map(({ diffId }) => diffId))
  return base && tools?.layers.filter(({ diffId }) => !shared.has(diffId))
}

function legacyBytes(results: Results): number | undefined {
  const [base, tools, compute] = [
    find(results, "legacy", "base")?.metrics,
    find(results, "legacy", "tools")?.metrics,
    computeLegacy(results),
  ]
  return base && tools && compute && familyBytes([base, tools, compute])
}

/** What a host with the desktop of all three stores, by who owns CUDA and where it lies. */
export function ownerTable(results: Results): string {
  const [parts, own, rest] = [partsOfBase(results, "desktop"), toolsOwn(results), restOfEnvironment(results)]
  const before = legacyBytes(results)
  if (!parts || !own || !rest || before === undefined) return notMeasured
  const rows = Object.entries(arrangements).map(([name, arrange]) => {
    const images = arrange(parts, own, rest).map((layers) => compose(layers))
    const together = familyBytes(images)
    return [name, formatBytes(together), change(together, before), formatBytes(images[0]?.unpackedBytes ?? 0)]
  })
  return markdownTable(
    [
      { title: "arrangement" },
      { title: "all three", right: true },
      { title: "of legacy", right: true },
      { title: "base alone", right: true },
    ],
    [
      ["legacy", formatBytes(before), "", formatBytes(find(results, "legacy", "base")?.metrics.unpackedBytes ?? 0)],
      ...rows,
    ],
  )
}
