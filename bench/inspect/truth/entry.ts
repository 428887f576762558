import type { EntryKind } from "../../../lib/inspect/image-files.ts"

/** An entry of a tar or of a file system, as any program says it. */
export interface Entry {
  /** Without a slash at either end. */
  readonly path: string
  readonly kind: EntryKind
  /** Content of a regular file; 0 of anything else. */
  readonly bytes: number
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** What a symbolic link says, or the path of the file that a hard link is. */
  readonly link?: string
}

/** Name of a marker of deletion, at the end of a path. */
const whiteout = /(?:^|\/)\.wh\.[^/]*$/

/** Brings what a program says into one form: `./a/` is `a`, and an empty file called `.wh.x` a marker. */
export function toEntry({ link, ...said }: Entry): Entry {
  const path = bare(said.path)
  const kind = said.kind === "file" && whiteout.test(path) ? "whiteout" : said.kind
  const entry = { ...said, path, kind, bytes: kind === "file" ? said.bytes : 0 }
  if (kind === "symlink") return { ...entry, link: link ?? "" }
  return kind === "hardlink" ? { ...entry, link: bare(link ?? "") } : entry
}

function bare(path: string): string {
  return path.replace(/^(?:\.?\/)+/, "").replace(/\/+$|^\.$/, "")
}

/** The entry as one line: equal entries have equal lines. */
export function entryLine({ path, kind, bytes, mode, uid, gid, link }: Entry): string {
  const rights = kind === "symlink" ? "" : mode.toString(8)
  return `${kind} ${bytes} ${rights} ${uid}:${gid} ${JSON.stringify(path)}${link === undefined ? "" : ` -> ${JSON.stringify(link)}`}`
}
