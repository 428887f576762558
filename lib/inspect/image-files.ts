import type { HistoryEntry } from "../engine/store/types.ts"
import type { PathTable } from "../ledger/path-table.ts"

/** Kinds of entries in a tar; a row's `kind` is a number in this list. */
export const entryKinds = ["file", "directory", "symlink", "hardlink", "device", "fifo", "whiteout"] as const
export type EntryKind = (typeof entryKinds)[number]

/** A number that says "none" where a column holds row numbers. */
export const noRow = 0xffffffff

/** Entries of all layers, in order: layers lowest first, entries as in their tar. All columns have the same length. */
export interface EntryColumns {
  /** Number in the path table. */
  readonly path: Uint32Array
  /** Number of the layer. */
  readonly layer: Uint16Array
  /** Number in `entryKinds`. */
  readonly kind: Uint8Array
  /** Content bytes; 0 for anything but a regular file. A sparse file's with its holes. */
  readonly bytes: Float64Array
  /** Permission bits, setuid and its kin included. */
  readonly mode: Uint16Array
  readonly uid: Uint32Array
  readonly gid: Uint32Array
  /** Where the content begins in the layer's plain tar. */
  readonly offset: Float64Array
  /** Row that holds this row's content: itself, a hard link's file, or `noRow` where there is none. */
  readonly content: Uint32Array
  /** Number in `rowStates` of lib/ledger. */
  readonly state: Uint8Array
  /** Layer that hides the row; meaningless while it is visible. */
  readonly hiddenBy: Uint16Array
}

export interface LayerFiles {
  readonly diffId: string
  /** First row of the layer, and the row after its last. */
  readonly from: number
  readonly to: number
  /** File bytes, each hard-linked file once. */
  readonly unpackedBytes: number
  /** Bytes of the plain tar. */
  readonly tarBytes: number
  /** Bytes of the blob, where it is compressed. */
  readonly compressedBytes?: number
}

/** What links lead to, by their rows in rising order. */
export type LinkTargets = Pick<ReadonlyMap<number, string>, "get" | "keys">

/** What an image holds, as its tars say: the table that attribution, waste and verification start from. */
export interface ImageFiles {
  /** `sha256:...` of the config. */
  readonly id: string
  readonly config: ImageSettings
  readonly history: readonly HistoryEntry[]
  readonly layers: readonly LayerFiles[]
  readonly paths: PathTable
  readonly rows: EntryColumns
  /** Row that shows at each path of the finished file system, by path number; `noRow` where there is none. */
  readonly visible: Uint32Array
  /** Target of each symbolic link, by row, as it is written. */
  readonly symlinks: LinkTargets
  /** Contents that were kept while scanning (`wantedContents`), by row. */
  readonly contents: ReadonlyMap<number, Buffer>
}

/** The entries and which of them show, without what they hold: all of it can be told to another thread. */
export type PlacedEntries = Pick<ImageFiles, "paths" | "rows" | "visible">

/** The part of an image's config that sizes and checks ask for. */
export interface ImageSettings {
  readonly os?: string
  readonly architecture?: string
  readonly env: readonly string[]
  readonly labels: Readonly<Record<string, string>>
}
