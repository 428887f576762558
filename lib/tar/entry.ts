/** One entry of a tar, as its headers say. */
export interface TarEntry {
  /** Path without a leading `./` or `/` and without a trailing slash. */
  readonly path: string
  readonly type: "file" | "directory" | "symlink" | "hardlink" | "device" | "fifo"
  /** Content bytes that follow the header; 0 for anything but a regular file. Of a sparse file: what is stored of it. */
  readonly size: number
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Target of a symbolic or hard link, the latter as a path like `path`. */
  readonly linkTarget?: string
}
