import type { PathTable } from "./path-table.ts"

/** A place in a user's file. */
export interface SourcePlace {
  readonly file: string
  readonly line: number
  readonly column?: number
}

/** A layer of an image, lowest first. */
export interface LedgerLayer {
  /** `sha256:...` of the plain tar; empty in an estimate. */
  readonly diffId: string
  /** The step that made it: as the user's code names it, or the command of the image's history, or `base`. */
  readonly step: string
  /** The user's line, where the image was built by Strata and its definition is at hand. */
  readonly at?: SourcePlace
  /** The history's own words for it. */
  readonly createdBy?: string
  /** Bytes of the plain tar, headers and padding included. */
  readonly tarBytes?: number
  /** Bytes of the blob as a registry stores it, where it is compressed. */
  readonly compressedBytes?: number
}

/** Who a package belongs to. `none` is the ecosystem of what nobody owns. */
export const ecosystems = ["none", "dpkg", "rpm", "apk", "python", "conda", "npm", "image"] as const
export type Ecosystem = (typeof ecosystems)[number]

export interface LedgerPackage {
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly version?: string
  /** Where it is installed, when one image can hold it several times: `opt/venv`, `usr/lib/node_modules/x`. */
  readonly location?: string
}

/** The package of rows that nobody owns: number 0 of every ledger. */
export const unowned: LedgerPackage = { ecosystem: "none", name: "" }

/** What a row is for, whoever owns it. Number 0 is the ordinary case. */
export const categories = [
  "other",
  "program",
  "library",
  "static-archive",
  "header",
  "debug-symbols",
  "python-module",
  "python-bytecode",
  "node-module",
  "source-map",
  "package-database",
  "package-lists",
  "package-archive",
  "cache",
  "log",
  "temporary",
  "locale",
  "documentation",
  "manual-page",
  "test",
  "version-control",
  "font",
  "icon",
  "model",
  "data",
  "configuration",
  "gpu-library",
] as const
export type Category = (typeof categories)[number]

/** What became of a row in the finished file system. */
export const rowStates = [
  /** It is there. */
  "visible",
  /** A later layer has the same path again: written over, or copied up by chmod, chown or touch. */
  "overwritten",
  /** A later layer deletes it, or the folder it is in. */
  "deleted",
] as const
export type RowState = (typeof rowStates)[number]

/** Rows of a ledger, column by column; all of the same length. */
export interface LedgerColumns {
  /** Unpacked bytes: a file's content; 0 for whatever has none (folders, links, markers of deletion). */
  readonly bytes: Float64Array
  /** Number of the layer. */
  readonly layer: Uint16Array
  /** Number of the path in `paths`. */
  readonly path: Uint32Array
  /** Number of the package that owns the row; 0 is nobody. */
  readonly package: Uint32Array
  /** Number in `categories`. */
  readonly category: Uint8Array
  /** Number in `rowStates`. */
  readonly state: Uint8Array
}

/**
 * Where every byte of an image is, and whose it is: one row for each entry of each layer, or, in an estimate, for each
 * package of each step. Rows sum to the image, and each byte has exactly one owner, because a row has one.
 */
export interface Ledger {
  readonly image: {
    /** As the user named it. */
    readonly ref: string
    /** `sha256:...` of the config; absent in an estimate. */
    readonly id?: string
    readonly platform?: string
  }
  readonly layers: readonly LedgerLayer[]
  /** Number 0 is `unowned`. */
  readonly packages: readonly LedgerPackage[]
  readonly paths: PathTable
  readonly rows: LedgerColumns
}

/** Number of rows. */
export function rowCount(ledger: Ledger): number {
  return ledger.rows.bytes.length
}
