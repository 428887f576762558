export { attributeLayers } from "./attribute-layers.ts"
export { type BuildFacts, collectMetrics } from "./collect.ts"
export { imagePart } from "./image-part.ts"
export { type LayerMetrics, type Metrics, metricsSchema, type StepMetrics } from "./metrics.ts"
