export type { Finding, FindingKind, Waste } from "./findings.ts"
export { findingKinds } from "./findings.ts"
export { fromLedgerFile } from "./from-ledger-file.ts"
export type { ImageFiles, ImageSettings, LayerFiles } from "./image-files.ts"
export {
  type InspectedImage,
  type InspectOptions,
  type InspectProgress,
  inspectImage,
  type LayerStepsOf,
} from "./inspect-image.ts"
export { type InspectedLedger, toLedgerFile } from "./inspected-ledger.ts"
export { type ImagePlace, type OpenImageOptions, openImage, parsePlace, placeOf } from "./open-image.ts"
export { type OsRelease, osRelease } from "./os-release.ts"
export { readImage } from "./read-image.ts"
