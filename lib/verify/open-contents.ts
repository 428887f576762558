import { closeSync, openSync, readSync } from "node:fs"
import { mkdtemp, open, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { ReadAt } from "../elf/index.ts"
import { insideFolder } from "../engine/store/inside-folder.ts"
import { compressionOf } from "../engine/store/plain-tar.ts"
import type { StoredImage, StoredLayer } from "../engine/store/types.ts"
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

/** Writes the plain tar of a layer to a file that has no name any more: it goes with this process, however that ends. */
async function spool(layer: StoredLayer): Promise<PlainLayer> {
  const folder = await mkdtemp(join(tmpdir(), "strata-layer-"))
  const path = join(folder, "layer.tar")
  const file = await open(path, "w")
  try {
    for await (const chunk of layer.tar()) await file.write(chunk)
    return { fd: openSync(path, "r"), start: 0 }
  } finally {
    await file.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function openPlain(layer: StoredLayer): Promise<PlainLayer | undefined> {
  const { source } = layer
  if (source?.kind === "tar-split") return undefined
  if (!source) return spool(layer)
  const fd = openSync(source.file, "r")
  const first = Buffer.alloc(4)
  readSync(fd, first, 0, first.length, source.offset)
  if (compressionOf(first) === "none") return { fd, start: source.offset }
  closeSync(fd)
  return spool(layer)
}

function readFully(fd: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const got = readSync(fd, bytes, filled, length - filled, offset + filled)
    if (got === 0) break
    filled += got
  }
  return filled === length ? bytes : bytes.subarray(0, filled)
}

/** Reads a file of a layer's folder; the last one stays open, since headers are read in several pieces. */
class FolderReader {
  readonly #folder: string
  readonly #check: (path: Buffer) => void
  #open: { readonly path: string; readonly fd: number } | undefined

  constructor(folder: string) {
    this.#folder = folder
    this.#check = insideFolder(folder)
  }

  read(path: string, offset: number, length: number): Buffer {
    if (this.#open?.path !== path) {
      this.close()
      const whole = join(this.#folder, path)
      this.#check(Buffer.from(whole))
      this.#open = { path, fd: openSync(whole, "r") }
    }
    return readFully(this.#open.fd, offset, length)
  }

  close(): void {
    if (this.#open) closeSync(this.#open.fd)
    this.#open = undefined
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
    return (offset, wanted) => {
      const length = Math.max(0, Math.min(wanted, size - offset))
      if (length === 0) return Buffer.alloc(0)
      if (file) return readFully(file.fd, file.start + (rows.offset[row] ?? 0) + offset, length)
      return folder?.read(paths.path(rows.path[row] ?? 0), offset, length) ?? Buffer.alloc(0)
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
