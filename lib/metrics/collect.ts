import type { SourceMapEntry } from "../backends/backend.ts"
import type { CompiledDockerfile } from "../backends/dockerfile/index.ts"
import type { HistoryEntry } from "../engine/store/types.ts"
import type { BuildResult, EngineInfo } from "../engine/types.ts"
import type { ImageMeasure } from "../inspect/measure-image.ts"
import type { Image } from "../ir/index.ts"
import { attributeLayers } from "./attribute-layers.ts"
import { deferredPart } from "./deferred-bytes.ts"
import { imagePart } from "./image-part.ts"
import type { LayerMetrics, Metrics, StepMetrics } from "./metrics.ts"
import { reportFor } from "./step-reports.ts"

/** Everything a build has told, from which its metrics document is made. */
export interface BuildFacts {
  readonly image: Image
  readonly compiled: CompiledDockerfile
  readonly engine: EngineInfo
  readonly result: BuildResult
  readonly history: readonly HistoryEntry[]
  readonly measure: ImageMeasure
  /** Blob bytes per layer, in order, where they were taken. */
  readonly compressed?: { readonly kind: "none" | "gzip" | "zstd"; readonly bytes: readonly number[] }
  readonly output?: NonNullable<Metrics["output"]>
  readonly time: Date
}

function place(op: SourceMapEntry | undefined): { at?: NonNullable<SourceMapEntry["origin"]["at"]> } {
  return op?.origin.at ? { at: op.origin.at } : {}
}

function layersOf(facts: BuildFacts, owners: readonly (SourceMapEntry | undefined)[]): readonly LayerMetrics[] {
  return facts.measure.layers.map((layer, index) => {
    const compressed = facts.compressed?.bytes[index]
    return {
      diffId: layer.diffId,
      unpackedBytes: layer.unpackedBytes,
      tarBytes: layer.tarBytes,
      ...(compressed === undefined ? {} : { compressedBytes: compressed }),
      entries: layer.entries,
      step: owners[index]?.origin.step ?? "base",
      ...place(owners[index]),
    }
  })
}

function stepsOf(facts: BuildFacts, owners: readonly (SourceMapEntry | undefined)[]): readonly StepMetrics[] {
  const find = reportFor(facts.result.steps)
  return facts.compiled.sourceMap
    .filter(({ position }) => position !== undefined)
    .map((op) => {
      const report = find(op)
      const layer = facts.measure.layers[owners.indexOf(op)]
      return {
        stage: op.stage,
        step: op.origin.step,
        kind: op.kind,
        ...place(op),
        ...(report ? { seconds: report.seconds, cached: report.cached } : {}),
        ...(layer ? { unpackedBytes: layer.unpackedBytes } : {}),
      }
    })
}

/** Makes the metrics document. Pure: every figure comes from `facts`. */
export function collectMetrics(facts: BuildFacts): Metrics {
  const { image, compiled, engine, result, measure, compressed } = facts
  const targetOps = compiled.sourceMap.filter(({ stage }) => stage === image.target)
  const owners = attributeLayers(facts.history, measure.layers.length, targetOps)
  const steps = stepsOf(facts, owners)
  const reported = steps.filter((step) => step.cached !== undefined)
  return {
    format: "strata.metrics",
    version: 1,
    image: imagePart(image, result.imageId, result.tags),
    engine: { name: engine.name, store: engine.store, version: engine.version },
    bases: result.bases.map(({ ref, source, digest }) => ({
      ref,
      source,
      ...(digest === undefined ? {} : { digest }),
    })),
    unpackedBytes: measure.unpackedBytes,
    visibleBytes: measure.visibleBytes,
    ...(compressed
      ? { compressedBytes: compressed.bytes.reduce((sum, bytes) => sum + bytes, 0), compression: compressed.kind }
      : {}),
    ...deferredPart(image),
    layers: [...layersOf(facts, owners)],
    steps: [...steps],
    cache: { cachedSteps: reported.filter((step) => step.cached).length, totalSteps: reported.length },
    seconds: result.seconds,
    time: facts.time.toISOString(),
    ...(facts.output ? { output: facts.output } : {}),
  }
}
