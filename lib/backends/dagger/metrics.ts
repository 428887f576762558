import type { HistoryEntry } from "../../engine/store/index.ts"
import type { ImageMeasure } from "../../inspect/measure-image.ts"
import type { AnyOp, Image } from "../../ir/index.ts"
import {
  type BuildFacts,
  deferredPart,
  imagePart,
  type LayerMetrics,
  type Metrics,
  type StepMetrics,
} from "../../metrics/index.ts"
import { compileDockerfile } from "../dockerfile/index.ts"
import { layerOwners } from "./layer-owners.ts"
import { mirrored } from "./mirror.ts"
import { opsFromBase } from "./ops-from-base.ts"
import type { DaggerOptions } from "./options.ts"
import { targetBase } from "./target-base.ts"

/** What a Dagger build has told. */
export interface DaggerFacts extends Pick<BuildFacts, "compressed" | "output"> {
  readonly image: Image
  readonly options: Pick<DaggerOptions, "baseImage" | "registryMirror">
  /** Digest of the image config. */
  readonly id: string
  /** Version of the engine. */
  readonly version: string
  readonly measure: ImageMeasure
  readonly history: readonly HistoryEntry[]
  /** Names that the image was given where the caller can see it; default: none. */
  readonly tags?: readonly string[]
  /** Wall time of the build in seconds. */
  readonly seconds: number
  readonly time: Date
}

function basesOf({ image, options }: DaggerFacts): Metrics["bases"] {
  const replaced = options.baseImage === undefined ? undefined : targetBase(image)
  return compileDockerfile(image).bases.map(({ ref, digest }) => {
    if (options.baseImage !== undefined && ref === replaced) return { ref: options.baseImage, source: "registry" }
    const used = mirrored(ref, options.registryMirror)
    return { ref: used, source: "registry", ...(digest === undefined ? {} : { digest }) }
  })
}

function ownersOf({ image, measure, history }: DaggerFacts): ReturnType<typeof layerOwners> {
  const target = image.stages.find(({ name }) => name === image.target)
  return layerOwners(history, measure.layers.length, target === undefined ? [] : opsFromBase(target, image))
}

function layersOf(facts: DaggerFacts, owners: ReturnType<typeof ownersOf>): readonly LayerMetrics[] {
  return facts.measure.layers.map((layer, index): LayerMetrics => {
    const compressedBytes = facts.compressed?.bytes[index]
    const owner = owners[index]
    const size = { ...layer, ...(compressedBytes === undefined ? {} : { compressedBytes }) }
    if (owner === undefined || owner === "base") return { ...size, step: owner ?? "unattributed" }
    return { ...size, step: owner.origin.step, ...(owner.origin.at ? { at: owner.origin.at } : {}) }
  })
}

function stepsOf({ image, measure }: DaggerFacts, owners: ReturnType<typeof ownersOf>): readonly StepMetrics[] {
  const ops = image.stages.flatMap((stage) => stage.ops)
  const bytesOf = (op: AnyOp | undefined): { readonly unpackedBytes?: number } => {
    const own = measure.layers.filter((_, index) => op !== undefined && owners[index] === op)
    return own.length === 0 ? {} : { unpackedBytes: own.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0) }
  }
  // The map has an entry for every op, in the same order.
  return compileDockerfile(image).sourceMap.flatMap(({ position, stage, kind, origin }, index): StepMetrics[] => {
    if (position === undefined) return []
    return [{ stage, step: origin.step, kind, ...(origin.at ? { at: origin.at } : {}), ...bytesOf(ops[index]) }]
  })
}

/** Makes the metrics document of a Dagger build. A figure that Dagger does not tell is absent. */
export function daggerMetrics(facts: DaggerFacts): Metrics {
  const { image, measure, compressed, output } = facts
  const owners = ownersOf(facts)
  return {
    format: "strata.metrics",
    version: 1,
    image: imagePart(image, facts.id, facts.tags ?? []),
    engine: { name: "dagger", version: facts.version },
    bases: basesOf(facts),
    unpackedBytes: measure.unpackedBytes,
    visibleBytes: measure.visibleBytes,
    ...(compressed
      ? { compressedBytes: compressed.bytes.reduce((sum, bytes) => sum + bytes, 0), compression: compressed.kind }
      : {}),
    ...deferredPart(image),
    layers: [...layersOf(facts, owners)],
    steps: [...stepsOf(facts, owners)],
    cache: { cachedSteps: 0, totalSteps: 0 },
    seconds: facts.seconds,
    time: facts.time.toISOString(),
    ...(output ? { output } : {}),
  }
}
