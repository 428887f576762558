import type { MetricFamily } from "./metric-families.ts"

type Labels = MetricFamily["samples"][number]["labels"]

/** Sizes that an image has whether it was just built or only looked at. */
interface Sized {
  readonly unpackedBytes: number
  readonly visibleBytes: number
  /** Absent where they are not known. */
  readonly compressedBytes?: number
  readonly layers: readonly { readonly step: string; readonly unpackedBytes: number }[]
}

/**
 * Families that a build's metrics and an inspection have in common.
 * @param of labels of every sample; those of `packed` too of the compressed size
 */
export function sizeFamilies(
  { unpackedBytes, visibleBytes, compressedBytes, layers }: Sized,
  of: Labels,
  packed: Labels = {},
): readonly MetricFamily[] {
  return [
    {
      name: "strata_image_unpacked_bytes",
      unit: "bytes",
      help: "File bytes summed over all layers.",
      samples: [{ labels: of, value: unpackedBytes }],
    },
    {
      name: "strata_image_visible_bytes",
      unit: "bytes",
      help: "File bytes of the merged root file system.",
      samples: [{ labels: of, value: visibleBytes }],
    },
    {
      name: "strata_image_compressed_bytes",
      unit: "bytes",
      help: "Bytes of the layer blobs as a registry stores them.",
      samples: compressedBytes === undefined ? [] : [{ labels: { ...of, ...packed }, value: compressedBytes }],
    },
    {
      name: "strata_layer_unpacked_bytes",
      unit: "bytes",
      help: "File bytes of one layer.",
      samples: layers.map(({ step, unpackedBytes: value }, number) => ({
        labels: { ...of, layer: String(number), step },
        value,
      })),
    },
  ]
}
