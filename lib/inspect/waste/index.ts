export { findWaste, type WasteOptions } from "./find-waste.ts"
