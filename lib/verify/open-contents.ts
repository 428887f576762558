import { closeSync, openSync } from "node:fs"
import type { ReadAt } from "../elf/index.ts"
import { compressionAt } from "../engine/store/compression.ts"
import { openInside } from "../engine/store/open-inside.ts"
import type { StoredImage, StoredLayer } from "../engine/store/types.ts"
import { liesWhole } from "../inspect/contents/lies-whole.ts"
import { readRange } from "../inspect/contents/read-range.ts"
import { ScratchFile } from "../inspect/contents/scratch-file.ts"
import type { ImageFiles } from "../inspect/image-files.ts"
import type { ReadContent } from "./image-tree.ts"

/** Contents of an image's files, at random. */
export interface Contents {
  readonly read: ReadContent
  close(): void
}

/** A file that is open, and the first byte of the layer's plain tar in it. */
interface PlainLayer {
  readonly fd: number
  readonly start: number
}

/** Unpacks a layer into a temporary file. */
async function spool(layer: StoredLayer): Promise<PlainLayer> {
  const file = new ScratchFile()
  try {
    for await (const chunk of layer.tar()) file.add(chunk)
    return { fd: file.descriptor, start: 0 }
  } catch (error) {
    file.close()
    throw error
  }
}

async function openPlain(layer: StoredLayer): Promise<PlainLayer | undefined> {
  const { source } = layer
  if (source?.kind === "tar-split") return undefined
  if (!source) return spool(layer)
  const fd = openSync(source.file, "r")
  if (compressionAt(fd, source.offset, source.size) === "none") return { fd, start: source.offset }
  closeSync(fd)
  return spool(layer)
}

/** Reads a file of a layer's folder; the last one stays open, since headers are read in several pieces. */
class FolderReader {
  readonly #open: (path: string) => number
  #last: { readonly path: string; readonly fd: number } | undefined

  constructor(folder: string) {
    this.#open = openInside(folder)
  }

  descriptor(path: string): number {
    if (this.#last?.path === path) return this.#last.fd
    this.close()
    const fd = this.#open(path)
    this.#last = { path, fd }
    return fd
  }

  close(): void {
    if (this.#last) closeSync(this.#last.fd)
    this.#last = undefined
  }
}

/**
 * Opens the layers of an image for reading files at random. Compressed ones are unpacked first, into a temporary file of
 * their size.
 */
export async function openContents(image: StoredImage, files: ImageFiles): Promise<Contents> {
  const plain: (PlainLayer | undefined)[] = []
  for (const layer of image.layers) plain.push(await openPlain(layer))
  const folders = image.layers.map(({ source }) =>
    source?.kind === "tar-split" ? new FolderReader(source.folder) : undefined,
  )
  const { rows, paths } = files
  const read = (row: number): ReadAt => {
    const layer = rows.layer[row] ?? 0
    const size = rows.bytes[row] ?? 0
    const [file, folder] = [plain[layer], folders[layer]]
    // Holes of a sparse file are in no tar; a folder has the whole file.
    if (file && !liesWhole(files, row)) return () => Buffer.alloc(0)
    return (offset, length) => {
      if (file) return readRange(file.fd, file.start + (rows.offset[row] ?? 0), size, offset, length)
      return folder
        ? readRange(folder.descriptor(paths.path(rows.path[row] ?? 0)), 0, size, offset, length)
        : Buffer.alloc(0)
    }
  }
  return {
    read,
    close: () => {
      for (const layer of plain) if (layer) closeSync(layer.fd)
      for (const folder of folders) folder?.close()
    },
  }
}
