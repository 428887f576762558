export { attribute, attributeWith } from "./attribute.ts"
export type { Attribution } from "./attribution.ts"
export { type LayerStep, layerSteps } from "./layer-steps.ts"
export { type KnownLayer, nameSteps } from "./name-steps.ts"
