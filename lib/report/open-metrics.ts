import type { Metrics } from "../metrics/index.ts"
import { formatFamilies, type MetricFamily } from "./metric-families.ts"

/** The metrics as OpenMetrics 1.0 text, for a Prometheus that reads files or a push gateway. */
export function toOpenMetrics(metrics: Metrics): string {
  const of = { image: metrics.image.name, variant: metrics.image.variant, os: metrics.image.os }
  const families: readonly MetricFamily[] = [
    {
      name: "strata_image_unpacked_bytes",
      unit: "bytes",
      help: "File bytes summed over all layers.",
      samples: [{ labels: of, value: metrics.unpackedBytes }],
    },
    {
      name: "strata_image_visible_bytes",
      unit: "bytes",
      help: "File bytes of the merged root file system.",
      samples: [{ labels: of, value: metrics.visibleBytes }],
    },
    {
      name: "strata_image_compressed_bytes",
      unit: "bytes",
      help: "Bytes of the layer blobs as a registry stores them.",
      samples:
        metrics.compressedBytes === undefined
          ? []
          : [{ labels: { ...of, compression: metrics.compression }, value: metrics.compressedBytes }],
    },
    {
      name: "strata_image_deferred_bytes",
      unit: "bytes",
      help: "File bytes that the image offers to install instead of holding them.",
      samples: metrics.deferredBytes === undefined ? [] : [{ labels: of, value: metrics.deferredBytes }],
    },
    {
      name: "strata_layer_unpacked_bytes",
      unit: "bytes",
      help: "File bytes of one layer.",
      samples: metrics.layers.map((layer, index) => ({
        labels: { ...of, layer: String(index), step: layer.step },
        value: layer.unpackedBytes,
      })),
    },
    {
      name: "strata_step_seconds",
      unit: "seconds",
      help: "Time a step took in this build.",
      samples: metrics.steps.flatMap((step, index) =>
        step.seconds === undefined
          ? []
          : [
              {
                labels: {
                  ...of,
                  stage: step.stage,
                  step: step.step,
                  index: String(index),
                  cached: String(step.cached),
                },
                value: step.seconds,
              },
            ],
      ),
    },
    {
      name: "strata_build_seconds",
      unit: "seconds",
      help: "Wall time of the build.",
      samples: [{ labels: of, value: metrics.seconds }],
    },
    {
      name: "strata_build_cached_steps",
      help: "Steps taken from the cache.",
      samples: [{ labels: of, value: metrics.cache.cachedSteps }],
    },
    {
      name: "strata_build_steps",
      help: "Steps of the build.",
      samples: [{ labels: of, value: metrics.cache.totalSteps }],
    },
  ]
  return formatFamilies(families)
}
