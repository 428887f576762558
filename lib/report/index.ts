export { formatBytes } from "./bytes.ts"
export { toOpenMetrics } from "./open-metrics.ts"
export { formatSeconds } from "./seconds.ts"
export { formatSummary } from "./summary.ts"
