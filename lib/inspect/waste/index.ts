export type { Draft } from "./draft.ts"
export { draftWaste, findWaste, type WasteOptions } from "./find-waste.ts"
