import { Readable, type Writable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { padded, writeHeader } from "../../tar/index.ts"
import { imageNameKey, refNameKey } from "../store/oci-manifest.ts"
import { parseReference, type Reference } from "../store/reference.ts"
import type { StoredImage } from "../store/types.ts"
import { layerMediaTypes } from "./compress.ts"
import { configDocument, layoutFile, manifestDocument, mediaTypes } from "./documents.ts"
import { outputFailed } from "./failed.ts"
import { distinctLayers, layerReader, type ReadLayer } from "./layer-reader.ts"
import { writeOutputFile } from "./output-file.ts"
import type { ExportOptions, ExportReport, LayerReport } from "./report.ts"
import { secondsSince } from "./seconds-since.ts"

export interface ArchiveOptions extends ExportOptions {
  /** Names that `docker load` gives the image; one without a tag gets `latest`. */
  readonly tags: readonly string[]
}

function blobPath(digest: string): string {
  return `blobs/${digest.replace(":", "/")}`
}

/** Names as `docker save` writes them: the containerd store reads the first, other tools the second. */
function annotations({ full, tag }: Reference): Readonly<Record<string, string>> {
  return { [imageNameKey]: full, ...(tag === undefined ? {} : { [refNameKey]: tag }) }
}

/** Everything but the layers. A plain layer's digest is its diff id and its size is known, so this can come first. */
async function documentsOf(image: StoredImage, tags: readonly string[]) {
  const layers = await Promise.all(
    image.layers.map(async ({ diffId, index }) => ({
      mediaType: layerMediaTypes.none,
      digest: diffId,
      size: (await index()).tarBytes,
    })),
  )
  const config = configDocument(image.configBytes)
  const manifest = manifestDocument(config.descriptor, layers)
  const names = tags.map(parseReference)
  const manifests =
    names.length === 0
      ? [manifest.descriptor]
      : names.map((name) => ({ ...manifest.descriptor, annotations: annotations(name) }))
  const docker = {
    Config: blobPath(config.descriptor.digest),
    RepoTags: names.length === 0 ? null : names.map(({ familiar }) => familiar),
    Layers: layers.map(({ digest }) => blobPath(digest)),
  }
  const files: readonly (readonly [path: string, content: Buffer])[] = [
    ["oci-layout", Buffer.from(layoutFile)],
    ["index.json", Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests }))],
    ["manifest.json", Buffer.from(JSON.stringify([docker]))],
    [blobPath(manifest.descriptor.digest), manifest.bytes],
    [blobPath(config.descriptor.digest), config.bytes],
  ]
  return { manifest: manifest.descriptor.digest, files }
}

function padding(size: number): Buffer {
  return Buffer.alloc(padded(size) - size)
}

/**
 * Writes an image as a docker archive (an OCI layout in a tar, with the manifest that `docker load` reads), in one pass
 * from the store. A file appears whole or not at all; a stream is ended when all is written.
 * @throws StrataError `output-failed`, `engine-store` where a layer is not what its id says, `interrupted`
 */
export async function writeDockerArchive(
  image: StoredImage,
  output: string | Writable,
  options: ArchiveOptions,
): Promise<ExportReport> {
  const begun = performance.now()
  const seconds = new Map<string, number>()

  async function* members(files: readonly (readonly [string, Buffer])[], read: ReadLayer) {
    for (const folder of ["blobs/", "blobs/sha256/"]) yield writeHeader(folder, 0, "directory")
    for (const [path, content] of files)
      yield Buffer.concat([writeHeader(path, content.length), content, padding(content.length)])
    for (const layer of distinctLayers(image)) {
      const layerBegun = performance.now()
      const { tarBytes } = await layer.index()
      yield writeHeader(blobPath(layer.diffId), tarBytes)
      yield* read(layer)
      // A layer's tar is whole blocks, but nothing says that it has to be.
      if (padded(tarBytes) > tarBytes) yield padding(tarBytes)
      seconds.set(layer.diffId, secondsSince(layerBegun))
    }
    // Two empty blocks end a tar (POSIX pax).
    yield Buffer.alloc(1024)
  }

  try {
    const { manifest, files } = await documentsOf(image, options.tags)
    const chunks = members(files, await layerReader(image, options))
    if (typeof output === "string") await writeOutputFile(output, chunks)
    else await pipeline(Readable.from(chunks, { objectMode: false }), output)
    const layers = await Promise.all(
      image.layers.map(async ({ diffId, index }): Promise<LayerReport> => {
        const { unpackedBytes, tarBytes } = await index()
        const time = seconds.get(diffId) ?? 0
        return {
          diffId,
          digest: diffId,
          unpackedBytes,
          tarBytes,
          compressedBytes: tarBytes,
          seconds: time,
          reused: false,
        }
      }),
    )
    return { manifest, layers, seconds: secondsSince(begun) }
  } catch (cause) {
    throw outputFailed(typeof output === "string" ? output : "the stream", cause)
  }
}
