import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { open } from "node:fs/promises"
import { createGunzip } from "node:zlib"
import { StrataError } from "../../errors/index.ts"
import { indexArchive, type LocatedEntry, type TarEntry, TarReader } from "../../tar/index.ts"
import { parseImageConfig } from "./image-config.ts"
import type { LayerIndex, StoredImage, StoredLayer } from "./types.ts"

async function readBytes(file: string, entry: LocatedEntry, most = entry.size): Promise<Buffer> {
  const handle = await open(file)
  try {
    const bytes = Buffer.alloc(Math.min(most, entry.size))
    await handle.read(bytes, 0, bytes.length, entry.offset)
    return bytes
  } finally {
    await handle.close()
  }
}

function problem(message: string): StrataError {
  return new StrataError({ code: "engine-store", message })
}

/** The plain tar of a layer blob, which may be gzip-compressed. */
async function* plainTar(file: string, entry: LocatedEntry): AsyncGenerator<Buffer> {
  const magic = (await readBytes(file, entry, 4)).toString("hex")
  if (magic === "28b52ffd")
    throw problem(`layer '${entry.path}' is compressed with zstd, which cannot be read here yet`)
  if (entry.size === 0) return
  const range = createReadStream(file, {
    start: entry.offset,
    end: entry.offset + entry.size - 1,
    highWaterMark: 1 << 20,
  })
  yield* (magic.startsWith("1f8b") ? range.pipe(createGunzip({ chunkSize: 1 << 18 })) : range) as AsyncIterable<Buffer>
}

async function indexLayer(file: string, entry: LocatedEntry): Promise<LayerIndex> {
  const entries: TarEntry[] = []
  const reader = new TarReader((found) => entries.push(found))
  let tarBytes = 0
  for await (const chunk of plainTar(file, entry)) {
    tarBytes += chunk.length
    reader.push(chunk)
  }
  return { entries, tarBytes, unpackedBytes: entries.reduce((sum, { size }) => sum + size, 0) }
}

/**
 * An image in a docker archive on disk, as `docker save` writes it (with or without an OCI layout around it).
 * @throws StrataError `engine-store` where the file is no such archive
 */
export async function openArchive(file: string, close: () => Promise<void> = async () => {}): Promise<StoredImage> {
  const byPath = new Map(indexArchive(file).map((entry) => [entry.path, entry]))
  const find = (path: string): LocatedEntry => {
    const entry = byPath.get(path)
    // Older archives hold a layer once and link to it.
    if (entry?.linkTarget) return find(entry.linkTarget.replace(/^(\.\.\/)+/, ""))
    if (!entry) throw problem(`'${file}' is no docker archive: it has no '${path}'`)
    return entry
  }
  const manifest = JSON.parse((await readBytes(file, find("manifest.json"))).toString("utf8")) as readonly {
    Config: string
    Layers: readonly string[]
  }[]
  const [first] = manifest
  if (!first) throw problem(`'${file}' holds no image`)
  const configBytes = await readBytes(file, find(first.Config))
  const { diffIds, history } = parseImageConfig(configBytes)
  const layers = first.Layers.map((path, position): StoredLayer => {
    const entry = find(path)
    let index: Promise<LayerIndex> | undefined
    return {
      diffId: diffIds[position] ?? "",
      index: () => {
        index ??= indexLayer(file, entry)
        return index
      },
      tar: () => plainTar(file, entry),
    }
  })
  return { id: `sha256:${createHash("sha256").update(configBytes).digest("hex")}`, configBytes, history, layers, close }
}
