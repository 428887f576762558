export { type BuildHistory, keepHistory, readHistory } from "./history.ts"
export { type PlannedStep, planSteps } from "./plan.ts"
export { makeProgress, type Progress, type ProgressKind } from "./progress.ts"
