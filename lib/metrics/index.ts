export { type BuildFacts, collectMetrics } from "./collect.ts"
export { type LayerMetrics, type Metrics, metricsSchema, type StepMetrics } from "./metrics.ts"
