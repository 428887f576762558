export { attribute } from "./attribute.ts"
export type { Attribution } from "./attribution.ts"
export { isWanted } from "./is-wanted.ts"
export { layerSteps } from "./layer-steps.ts"
