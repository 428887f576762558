import type { ImageMeasure } from "../../inspect/measure-image.ts"
import type { Image } from "../../ir/index.ts"
import { type BuildFacts, deferredPart, imagePart, type LayerMetrics, type Metrics } from "../../metrics/index.ts"
import { compileDockerfile } from "../dockerfile/index.ts"
import { mirrored } from "./mirror.ts"
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

/** Makes the metrics document of a Dagger build. A figure that Dagger does not tell is absent. */
export function daggerMetrics(facts: DaggerFacts): Metrics {
  const { image, measure, compressed, output } = facts
  const { sourceMap } = compileDockerfile(image)
  const layers = measure.layers.map((layer, index): LayerMetrics => {
    const compressedBytes = compressed?.bytes[index]
    // The history that Dagger writes names its own calls, so no layer can be led back to an op with certainty.
    return { ...layer, ...(compressedBytes === undefined ? {} : { compressedBytes }), step: "unattributed" }
  })
  const steps = sourceMap
    .filter(({ position }) => position !== undefined)
    .map(({ stage, kind, origin }) => ({ stage, step: origin.step, kind, ...(origin.at ? { at: origin.at } : {}) }))
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
    layers,
    steps,
    cache: { cachedSteps: 0, totalSteps: 0 },
    seconds: facts.seconds,
    time: facts.time.toISOString(),
    ...(output ? { output } : {}),
  }
}
