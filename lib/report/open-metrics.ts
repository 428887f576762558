import type { Metrics } from "../metrics/index.ts"
import { formatFamilies, type MetricFamily } from "./metric-families.ts"
import { sizeFamilies } from "./size-families.ts"

/** The metrics as OpenMetrics 1.0 text, for a Prometheus that reads files or a push gateway. */
export function toOpenMetrics(metrics: Metrics): string {
  const of = { image: metrics.image.name, variant: metrics.image.variant, os: metrics.image.os }
  const families: readonly MetricFamily[] = [
    ...sizeFamilies(metrics, of, { compression: metrics.compression }),
    {
      name: "strata_image_deferred_bytes",
      unit: "bytes",
      help: "File bytes that the image offers to install instead of holding them.",
      samples: metrics.deferredBytes === undefined ? [] : [{ labels: of, value: metrics.deferredBytes }],
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
