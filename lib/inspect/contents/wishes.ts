import { rowStates } from "../../ledger/ledger.ts"
import { entryKinds, type ImageFiles, noRow } from "../image-files.ts"
import { nextAtPath } from "./next-at-path.ts"

/** What is wanted of a row's content: bits, since a library can be both compared and read. */
export const wishes = { hash: 1, object: 2, text: 4 } as const

const file = entryKinds.indexOf("file")
const visible = rowStates.indexOf("visible")
const anyExecutable = 0o111
/** `libx.so`, `libx.so.1.2`. */
const sharedName = /\.so(?:\.[0-9.]+)?$/
/** The first header of an ELF file of 64 bit. */
const leastElfBytes = 64
const loaderFolder = "etc/ld.so.conf.d"
const loaderFile = "etc/ld.so.conf"
/** A list of folders is shorter. */
const mostTextBytes = 65_536

function hashVisible({ rows }: ImageFiles, least: number, wished: Uint8Array): void {
  const counts = new Map<number, number>()
  const isCandidate = (row: number): boolean =>
    rows.kind[row] === file && rows.state[row] === visible && (rows.bytes[row] ?? 0) >= least
  for (let row = 0; row < wished.length; row++) {
    const size = rows.bytes[row] ?? 0
    if (isCandidate(row)) counts.set(size, (counts.get(size) ?? 0) + 1)
  }
  for (let row = 0; row < wished.length; row++) {
    if (isCandidate(row) && (counts.get(rows.bytes[row] ?? 0) ?? 0) > 1) wished[row] = (wished[row] ?? 0) | wishes.hash
  }
}

function hashCopies(files: ImageFiles, least: number, wished: Uint8Array): void {
  const { rows } = files
  const next = nextAtPath(files)
  for (let row = 0; row < wished.length; row++) {
    if (rows.kind[row] !== file || rows.state[row] === visible || (rows.bytes[row] ?? 0) < least) continue
    const later = next[row] ?? noRow
    const content = later === noRow ? noRow : (rows.content[later] ?? noRow)
    if (content === noRow || content === row || rows.bytes[content] !== rows.bytes[row]) continue
    wished[row] = (wished[row] ?? 0) | wishes.hash
    wished[content] = (wished[content] ?? 0) | wishes.hash
  }
}

function readLoaderFiles({ rows, paths, visible: shown }: ImageFiles, wished: Uint8Array): void {
  const wish = (path: number | undefined): void => {
    const row = path === undefined ? noRow : (shown[path] ?? noRow)
    if (row === noRow || rows.kind[row] !== file) return
    const size = rows.bytes[row] ?? 0
    if (size === 0 || size > mostTextBytes) return
    wished[row] = (wished[row] ?? 0) | wishes.text
  }
  wish(paths.find(loaderFile))
  const folder = paths.find(loaderFolder)
  if (folder === undefined) return
  for (let path = folder + 1; path < paths.count; path++) {
    if (paths.parent(path) === folder && paths.name(path).endsWith(".conf")) wish(path)
  }
}

function readObjects({ rows, paths }: ImageFiles, wished: Uint8Array): void {
  for (let row = 0; row < wished.length; row++) {
    if (rows.kind[row] !== file || rows.state[row] !== visible || (rows.bytes[row] ?? 0) < leastElfBytes) continue
    const isProgram = ((rows.mode[row] ?? 0) & anyExecutable) !== 0
    if (isProgram || sharedName.test(paths.name(rows.path[row] ?? 0))) wished[row] = (wished[row] ?? 0) | wishes.object
  }
}

/**
 * Says for each row what the second pass has to read of it; 0 is nothing, which most rows are. A file is compared if it has
 * `least` bytes or more and
 *
 * - shows, and another that shows has the same size, or
 * - is hidden by a file of the same path and size.
 */
export function wishesFor(files: ImageFiles, least: number): Uint8Array {
  const wished = new Uint8Array(files.rows.kind.length)
  const leastHashed = Math.max(1, least)
  hashVisible(files, leastHashed, wished)
  hashCopies(files, leastHashed, wished)
  readLoaderFiles(files, wished)
  readObjects(files, wished)
  return wished
}
