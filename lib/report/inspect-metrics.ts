import type { Inspection } from "./inspection-schema.ts"
import { formatFamilies, type MetricFamily } from "./metric-families.ts"

/** Packages that get a series each; a series per package of an image would be too many for any Prometheus. */
const packagesListed = 50

/** An image's sizes as OpenMetrics. */
export function inspectionMetrics(inspection: Inspection): string {
  const { compressedBytes, layers, categories, ecosystems, packages, waste } = inspection
  const of = { image: inspection.image.ref }
  const families: readonly MetricFamily[] = [
    {
      name: "strata_image_unpacked_bytes",
      unit: "bytes",
      help: "File bytes summed over all layers.",
      samples: [{ labels: of, value: inspection.unpackedBytes }],
    },
    {
      name: "strata_image_visible_bytes",
      unit: "bytes",
      help: "File bytes of the merged root file system.",
      samples: [{ labels: of, value: inspection.visibleBytes }],
    },
    {
      name: "strata_image_compressed_bytes",
      unit: "bytes",
      help: "Bytes of the layer blobs as a registry stores them.",
      samples: compressedBytes === undefined ? [] : [{ labels: of, value: compressedBytes }],
    },
    {
      name: "strata_image_entries",
      help: "Entries of all layers.",
      samples: [{ labels: of, value: inspection.entries }],
    },
    {
      name: "strata_image_waste_bytes",
      unit: "bytes",
      help: "File bytes that can go.",
      samples: waste ? [{ labels: of, value: waste.freedBytes }] : [],
    },
    {
      name: "strata_layer_unpacked_bytes",
      unit: "bytes",
      help: "File bytes of one layer.",
      samples: layers.map(({ step, unpackedBytes }, number) => ({
        labels: { ...of, layer: String(number), step },
        value: unpackedBytes,
      })),
    },
    {
      name: "strata_category_unpacked_bytes",
      unit: "bytes",
      help: "File bytes of one category.",
      samples: categories.map(({ category, unpackedBytes }) => ({ labels: { ...of, category }, value: unpackedBytes })),
    },
    {
      name: "strata_ecosystem_unpacked_bytes",
      unit: "bytes",
      help: "File bytes of all packages of one ecosystem.",
      samples: ecosystems.map(({ ecosystem, unpackedBytes }) => ({
        labels: { ...of, ecosystem },
        value: unpackedBytes,
      })),
    },
    {
      name: "strata_package_unpacked_bytes",
      unit: "bytes",
      help: `File bytes of one package, of the ${packagesListed} heaviest.`,
      samples: packages.slice(0, packagesListed).map(({ ecosystem, name, version, location, unpackedBytes }) => ({
        labels: { ...of, ecosystem, package: name, version, location },
        value: unpackedBytes,
      })),
    },
  ]
  return formatFamilies(families)
}
