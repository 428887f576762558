import { existsSync } from "node:fs"
import { mkdir, rename, rm, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { type Descriptor, refNameKey } from "../store/oci-manifest.ts"
import type { StoredImage, StoredLayer } from "../store/types.ts"
import { BlobWriter } from "./blob-writer.ts"
import { type Compression, compress, layerMediaTypes } from "./compress.ts"
import { configDocument, layoutFile, manifestDocument } from "./documents.ts"
import { eachLayer } from "./each-layer.ts"
import { isReplacedBy, readIndex, refuseForeign, removeOrphans, reusableBlobs, writeIndex } from "./existing-layout.ts"
import { outputFailed } from "./failed.ts"
import { distinctLayers, layerReader } from "./layer-reader.ts"
import { partialName, removeStalePartials } from "./partial.ts"
import type { ExportOptions, ExportReport, LayerReport } from "./report.ts"
import { secondsSince } from "./seconds-since.ts"

export interface OciOptions extends ExportOptions {
  readonly compression: Compression
  /** Name of the image in the layout (`org.opencontainers.image.ref.name`). */
  readonly ref?: string
}

/** Writes the layers that the layout does not have yet. */
async function writeLayers(
  image: StoredImage,
  writer: BlobWriter,
  reusable: ReadonlyMap<string, Descriptor>,
  options: OciOptions,
): Promise<readonly LayerReport[]> {
  const { compression } = options
  const read = await layerReader(image, options)
  const write = async (layer: StoredLayer, stop: AbortSignal): Promise<LayerReport> => {
    const begun = performance.now()
    const { diffId } = layer
    const { unpackedBytes, tarBytes } = await layer.index()
    const there = reusable.get(diffId)
    const { digest, size } =
      there ??
      (await writer.stream(
        diffId,
        compress(read(layer, stop), compression),
        // The reader compares a plain layer with its diff id already.
        compression === "none" ? diffId : undefined,
      ))
    const seconds = secondsSince(begun)
    return { diffId, digest, unpackedBytes, tarBytes, compressedBytes: size, seconds, reused: there !== undefined }
  }
  const written = new Map((await eachLayer(distinctLayers(image), write)).map((report) => [report.diffId, report]))
  return image.layers.flatMap(({ diffId }) => written.get(diffId) ?? [])
}

/** Puts an image into `layout`. `index.json` comes last, by a rename: a reader finds the old state or the new one. */
async function addImage(
  image: StoredImage,
  layout: string,
  writer: BlobWriter,
  options: OciOptions,
): Promise<ExportReport> {
  const begun = performance.now()
  const mediaType = layerMediaTypes[options.compression]
  await mkdir(join(layout, "blobs/sha256"), { recursive: true })
  await removeStalePartials(join(layout, "blobs/sha256/"))
  const layers = await writeLayers(
    image,
    writer,
    await reusableBlobs(layout, await readIndex(layout), mediaType),
    options,
  )
  const config = configDocument(image.configBytes)
  const manifest = manifestDocument(
    config.descriptor,
    layers.map(({ digest, compressedBytes }) => ({ mediaType, digest, size: compressedBytes })),
  )
  await writer.document(config)
  await writer.document(manifest)
  const { ref } = options
  const named = ref === undefined ? manifest.descriptor : { ...manifest.descriptor, annotations: { [refNameKey]: ref } }
  // Read as late as can be: somebody else may have added an image meanwhile.
  const before = await readIndex(layout)
  const kept = before.manifests.filter((other) => !isReplacedBy(other, ref))
  await writeFile(join(layout, "oci-layout"), layoutFile)
  await writeIndex(layout, { ...before, manifests: [...kept, named] })
  const replaced = before.manifests.filter((other) => isReplacedBy(other, ref))
  await removeOrphans(layout, replaced, [...kept, named])
  return { manifest: manifest.descriptor.digest, layers, seconds: secondsSince(begun) }
}

/**
 * Writes an image as an OCI layout folder; in a layout that exists it is added, or takes the place of the image of the
 * same name, and layers that are there already are not written again. A new folder appears whole or not at all. The
 * config is kept byte for byte, so the image keeps its id.
 * @throws StrataError `output-failed`, `engine-store` where a layer is not what its id says, `interrupted`
 */
export async function writeOciLayout(
  image: StoredImage,
  directory: string,
  options: OciOptions,
): Promise<ExportReport> {
  // Without a slash at its end, which would put what is not whole yet inside it.
  const target = resolve(directory)
  try {
    if (existsSync(target)) {
      await refuseForeign(target)
      return await inPlace(image, target, options)
    }
    await removeStalePartials(target)
    const partial = partialName(target)
    try {
      const report = await addImage(image, partial, new BlobWriter(partial), options)
      await rename(partial, target)
      return report
    } catch (error) {
      await rm(partial, { recursive: true, force: true })
      throw error
    }
  } catch (cause) {
    throw outputFailed(directory, cause)
  }
}

/** In a folder that is there, empty (it may be a mount, which cannot be renamed) or a layout. */
async function inPlace(image: StoredImage, layout: string, options: OciOptions): Promise<ExportReport> {
  const isNew = !existsSync(join(layout, "oci-layout"))
  const writer = new BlobWriter(layout)
  try {
    return await addImage(image, layout, writer, options)
  } catch (error) {
    await writer.takeBack()
    if (isNew)
      for (const name of ["blobs", "oci-layout"]) await rm(join(layout, name), { recursive: true, force: true })
    throw error
  }
}
