import type { LedgerLayer, SourcePlace } from "../../ledger/ledger.ts"
import type { LayerStep } from "./layer-steps.ts"

/** Layers as the builder of an image knows them: those of a metrics document (`strata build --metrics`) are. */
export interface KnownLayer {
  readonly diffId: string
  readonly step: string
  readonly at?: SourcePlace
}

/**
 * Puts the user's own words and lines in the place of the history's, for an image that Strata built: a layer is known
 * by its digest, so a base that another build made is named, too.
 */
export function nameSteps(
  layers: readonly Pick<LedgerLayer, "diffId">[],
  steps: readonly LayerStep[],
  known: readonly KnownLayer[],
): readonly LayerStep[] {
  const byDigest = new Map(known.map((layer) => [layer.diffId, layer]))
  return steps.map((step, position) => {
    const found = byDigest.get(layers[position]?.diffId ?? "")
    return found ? { ...step, step: found.step, ...(found.at && { at: found.at }) } : step
  })
}
