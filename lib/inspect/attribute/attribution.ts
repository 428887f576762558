import type { LedgerPackage } from "../../ledger/ledger.ts"

/** Whose each row of an image is and what it is for. */
export interface Attribution {
  /** Number 0 is `unowned` of lib/ledger. */
  readonly packages: readonly LedgerPackage[]
  /** Number in `packages`, for each row. */
  readonly package: Uint32Array
  /** Number in `categories` of lib/ledger, for each row. */
  readonly category: Uint8Array
}
