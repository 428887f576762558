import { createHash } from "node:crypto"
import type { LedgerLayer } from "./ledger.ts"

/**
 * A name for each layer together with all below it (the OCI specification's ChainID): a store keeps an unpacked layer
 * once for each chain. Undefined from the first layer on whose digest is not known, as in an estimate.
 */
export function chainIds(layers: readonly Pick<LedgerLayer, "diffId">[]): readonly (string | undefined)[] {
  let chain: string | undefined = ""
  return layers.map(({ diffId }) => {
    if (chain === undefined || diffId === "") chain = undefined
    else chain = chain === "" ? diffId : `sha256:${createHash("sha256").update(`${chain} ${diffId}`).digest("hex")}`
    return chain
  })
}
