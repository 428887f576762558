import { rowStates } from "../../ledger/ledger.ts"
import { entryKinds, type ImageFiles, noRow } from "../image-files.ts"

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
 * Says for each row what the second pass has to read of it; 0 is nothing, which most rows are.
 * @param hashed rows whose hash is wanted
 */
export function wishesFor(files: ImageFiles, hashed: Iterable<number>): Uint8Array {
  const wished = new Uint8Array(files.rows.kind.length)
  for (const row of hashed) wished[row] = wishes.hash
  readLoaderFiles(files, wished)
  readObjects(files, wished)
  return wished
}
