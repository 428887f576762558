import type { Ledger } from "../../ledger/index.ts"
import { toCycloneDx } from "./cyclonedx.ts"
import type { SbomOptions } from "./sbom-options.ts"
import { toSpdx } from "./spdx.ts"

export type { SbomOptions } from "./sbom-options.ts"
export { toCycloneDx, toSpdx }

/** The image's packages in the format of that name: `cyclonedx` or `spdx`. */
export function packageList(format: string, ledger: Ledger, options: SbomOptions): string {
  return format === "spdx" ? toSpdx(ledger, options) : toCycloneDx(ledger, options)
}
