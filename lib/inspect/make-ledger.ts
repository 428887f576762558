import type { Ledger, LedgerLayer } from "../ledger/ledger.ts"
import type { Attribution } from "./attribute/index.ts"
import type { ImageFiles } from "./image-files.ts"

/** What the image's history, or its definition, says of each layer. */
export type LayerStep = Pick<LedgerLayer, "step" | "createdBy" | "at">

/** Steps know more than a ledger has, and its documents allow nothing else. */
function stepOf({ step, createdBy, at }: LayerStep = { step: "" }): LayerStep {
  return { step, ...(createdBy !== undefined && { createdBy }), ...(at && { at }) }
}

/** The layers of an image with the steps that made them. */
export function ledgerLayers({ layers }: ImageFiles, steps: readonly LayerStep[]): readonly LedgerLayer[] {
  return layers.map(({ diffId, tarBytes, compressedBytes }, number) => ({
    diffId,
    ...stepOf(steps[number]),
    tarBytes,
    ...(compressedBytes === undefined ? {} : { compressedBytes }),
  }))
}

/**
 * The ledger of an image: its rows are the image's entries, so they sum to it. The columns are shared, not copied.
 * @param layers see `ledgerLayers`
 */
export function makeLedger(
  ref: string,
  files: ImageFiles,
  attribution: Attribution,
  layers: readonly LedgerLayer[],
): Ledger {
  const { os, architecture } = files.config
  return {
    image: {
      ref,
      id: files.id,
      ...(os !== undefined && architecture !== undefined ? { platform: `${os}/${architecture}` } : {}),
    },
    layers,
    packages: attribution.packages,
    paths: files.paths,
    rows: {
      bytes: files.rows.bytes,
      layer: files.rows.layer,
      path: files.rows.path,
      package: attribution.package,
      category: attribution.category,
      state: files.rows.state,
    },
  }
}
