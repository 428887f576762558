/** One entry of a tar, as its headers say. */
export interface TarEntry {
  /** Path without a leading `./` or `/`, without `..`, and without a trailing slash. */
  readonly path: string
  readonly type: "file" | "directory" | "symlink" | "hardlink" | "device" | "fifo"
  /** Bytes of a regular file, a sparse one's with its holes: what extracting it takes. 0 for anything else. */
  readonly size: number
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Target of a symbolic or hard link, the latter as a path like `path`. */
  readonly linkTarget?: string
}
