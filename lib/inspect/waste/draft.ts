import type { FindingKind } from "../findings.ts"

/**
 * A finding as the rows it frees. Rows here are always those that hold bytes, and a row stands for its content with every
 * hard link to it: mending frees it only where all of them go.
 */
export interface Draft {
  readonly kind: FindingKind
  readonly title: string
  readonly remedy: string
  /** Whether the remedy also says whose most of the rows are. */
  readonly namesOwners?: boolean
  /** The layer whose step has to change. */
  readonly layer?: number
  /** Rows whose bytes are all freed; each once. */
  readonly rows: readonly number[] | Uint32Array
  /** Of rows that stay: how many bytes of each are freed. */
  readonly parts?: ReadonlyMap<number, number>
}
