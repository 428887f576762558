export { makeProgress, type Progress, type ProgressKind } from "./progress.ts"
