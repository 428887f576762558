export { findBuilder } from "./find-builder.ts"
export type { Builder } from "./parse-builder.ts"
export { type Job, type Spread, spread, type Worker } from "./spread.ts"
