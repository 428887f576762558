import type { Inspection } from "./inspection-schema.ts"
import { formatFamilies, type MetricFamily } from "./metric-families.ts"
import { sizeFamilies } from "./size-families.ts"

/** Packages that get a series each; a series per package of an image would be too many for any Prometheus. */
const packagesListed = 50

/** A series for each package; packages that are named alike share one, since a series may come only once. */
function packageSamples({ image, packages }: Inspection): MetricFamily["samples"] {
  const samples = new Map<string, MetricFamily["samples"][number]>()
  for (const { ecosystem, name, version, location, unpackedBytes } of packages.slice(0, packagesListed)) {
    const labels = { image: image.ref, ecosystem, package: name, version, location }
    const key = JSON.stringify(labels)
    samples.set(key, { labels, value: (samples.get(key)?.value ?? 0) + unpackedBytes })
  }
  return [...samples.values()]
}

/** An image's sizes as OpenMetrics. */
export function inspectionMetrics(inspection: Inspection): string {
  const { categories, ecosystems, waste } = inspection
  const of = { image: inspection.image.ref }
  const families: readonly MetricFamily[] = [
    ...sizeFamilies(inspection, of),
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
      samples: packageSamples(inspection),
    },
  ]
  return formatFamilies(families)
}
