import { groupBy } from "../collections/group-by.ts"
import { imageSizes, type Ledger, layerBytes, packageKey, rowTest, sumIfKnown, totals } from "../ledger/index.ts"
import type { Metrics } from "../metrics/metrics.ts"
import type { Inspection } from "../report/inspection-schema.ts"

/** What something weighs; a size that was not taken is absent. */
export interface Amount {
  readonly unpacked?: number
  readonly compressed?: number
}

export interface Measured extends Amount {
  readonly key: string
}

/** What is known of an image's sizes, whichever document says it; a kind that it does not speak of is absent. */
export interface Measurements {
  readonly ref: string
  readonly total: Amount
  readonly layers?: readonly Measured[]
  readonly steps?: readonly Measured[]
  readonly packages?: readonly Measured[]
  readonly categories?: readonly Measured[]
  /** Unpacked bytes of a path or pattern; undefined where nothing is there. */
  readonly path?: (pattern: string) => number | undefined
}

interface LayerSizes {
  readonly step: string
  readonly unpackedBytes: number
  readonly compressedBytes?: number
}

function amount(unpacked: number, compressed: number | undefined): Amount {
  return { unpacked, ...(compressed === undefined ? {} : { compressed }) }
}

function layersAndSteps(layers: readonly LayerSizes[]): Required<Pick<Measurements, "layers" | "steps">> {
  const steps = groupBy(layers, ({ step }) => step)
  return {
    layers: layers.map((layer, number) => ({
      key: String(number),
      ...amount(layer.unpackedBytes, layer.compressedBytes),
    })),
    steps: Array.from(steps, ([key, own]) => ({
      key,
      ...amount(
        own.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0),
        sumIfKnown(own.map(({ compressedBytes }) => compressedBytes)),
      ),
    })),
  }
}

function pathBytes(ledger: Ledger, within: string): number | undefined {
  const isMeant = rowTest(ledger, { within })
  let bytes: number | undefined
  for (let row = 0; row < ledger.rows.bytes.length; row++)
    if (isMeant(row)) bytes = (bytes ?? 0) + (ledger.rows.bytes[row] ?? 0)
  return bytes
}

export function measureLedger(ledger: Ledger): Measurements {
  const { unpackedBytes, compressedBytes } = imageSizes(ledger)
  const bytes = layerBytes(ledger)
  const keyed = (by: "package" | "category"): readonly Measured[] =>
    totals(ledger, by).map(({ key, bytes: unpacked }) => ({ key, unpacked }))
  return {
    ref: ledger.image.ref,
    total: amount(unpackedBytes, compressedBytes),
    ...layersAndSteps(ledger.layers.map((layer, number) => ({ ...layer, unpackedBytes: bytes[number] ?? 0 }))),
    packages: keyed("package"),
    categories: keyed("category"),
    path: (pattern) => pathBytes(ledger, pattern),
  }
}

/** A build's metrics know layers and steps. */
export function measureMetrics({ image, unpackedBytes, compressedBytes, layers }: Metrics): Measurements {
  return { ref: image.tags[0] ?? image.name, total: amount(unpackedBytes, compressedBytes), ...layersAndSteps(layers) }
}

/** What `strata inspect --json` prints knows all but single paths. */
export function measureInspection(inspection: Inspection): Measurements {
  const { image, unpackedBytes, compressedBytes, layers, packages, categories } = inspection
  const owned = groupBy(packages, packageKey)
  return {
    ref: image.ref,
    total: amount(unpackedBytes, compressedBytes),
    ...layersAndSteps(layers),
    packages: Array.from(owned, ([key, own]) => ({
      key,
      unpacked: own.reduce((sum, each) => sum + each.unpackedBytes, 0),
    })),
    categories: categories.map(({ category, unpackedBytes: unpacked }) => ({ key: category, unpacked })),
  }
}
