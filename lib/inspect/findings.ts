import type { SourcePlace } from "../ledger/ledger.ts"

/** Kinds of waste. */
export const findingKinds = [
  /** A path that a later layer writes again; the earlier bytes stay in the image. */
  "overwritten",
  /** A path that a later layer deletes. */
  "deleted",
  /** Written again with the same content: chmod, chown or touch copied it up. */
  "copied-up",
  /** Equal content at several paths. */
  "duplicate-content",
  /** One CUDA library several times, by SONAME. */
  "duplicate-library",
  /** Package managers' caches, lists, archives, logs, temporary files. */
  "cache",
  /** Static archives, headers and debug symbols in a runtime image. */
  "development-files",
  /** Device code for GPUs that nobody named. */
  "gpu-architectures",
] as const
export type FindingKind = (typeof findingKinds)[number]

/** Waste of one kind with one cause and one remedy. */
export interface Finding {
  readonly kind: FindingKind
  /** One line: what it is. */
  readonly title: string
  /** Unpacked bytes that are freed if this alone is mended. */
  readonly freedBytes: number
  /** A sentence: how to mend it. */
  readonly remedy: string
  /** The layer whose step has to change, and the user's line where it is known. */
  readonly layer?: number
  readonly step?: string
  readonly at?: SourcePlace
  /** Heaviest paths first, at most twenty; `pathCount` counts all. */
  readonly paths: readonly { readonly path: string; readonly bytes: number }[]
  readonly pathCount: number
}

/** All waste of an image. */
export interface Waste {
  /** Heaviest first. */
  readonly findings: readonly Finding[]
  /** Unpacked bytes freed if all are mended: each byte once, however many findings name it. */
  readonly freedBytes: number
}
