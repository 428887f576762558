import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { StrataError } from "../../errors/index.ts"
import type { StoredImage, StoredLayer } from "../store/types.ts"
import { type Compression, compress, layerMediaTypes } from "./compress.ts"
import { eachLayer } from "./each-layer.ts"
import { outputFailed } from "./failed.ts"

export interface OciOptions {
  readonly compression: Compression
  /** Name of the image in the layout (`org.opencontainers.image.ref.name`). */
  readonly ref?: string
}

export interface WrittenLayer {
  readonly diffId: string
  /** `sha256:...` of the blob. */
  readonly digest: string
  /** Bytes of the blob. */
  readonly compressedBytes: number
}

export interface OciReport {
  /** `sha256:...` of the manifest. */
  readonly manifest: string
  readonly layers: readonly WrittenLayer[]
}

interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly annotations?: Readonly<Record<string, string>>
}

function sha256(bytes: Buffer | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`
}

function blobPath(layout: string, digest: string): string {
  return join(layout, "blobs/sha256", digest.replace("sha256:", ""))
}

async function writeLayer(layout: string, layer: StoredLayer, compression: Compression): Promise<WrittenLayer> {
  const partial = join(layout, "blobs/sha256", `${layer.diffId.replace("sha256:", "")}.partial`)
  const hash = createHash("sha256")
  const file = await open(partial, "w")
  let compressedBytes = 0
  try {
    for await (const chunk of compress(layer.tar(), compression)) {
      hash.update(chunk)
      await file.write(chunk)
      compressedBytes += chunk.length
    }
  } finally {
    await file.close()
  }
  const digest = `sha256:${hash.digest("hex")}`
  if (compression === "none" && digest !== layer.diffId) {
    throw new StrataError({
      code: "engine-store",
      message: `layer ${layer.diffId} came out of the store as ${digest}`,
      fix: "the store is damaged: build again with --no-cache",
    })
  }
  await rename(partial, blobPath(layout, digest))
  return { diffId: layer.diffId, digest, compressedBytes }
}

async function writeBlob(layout: string, bytes: Buffer, mediaType: string): Promise<Descriptor> {
  const digest = sha256(bytes)
  await writeFile(blobPath(layout, digest), bytes)
  return { mediaType, digest, size: bytes.length }
}

/** Manifests that an existing layout has, without the one that the new image replaces. */
async function otherManifests(directory: string, ref: string | undefined): Promise<readonly Descriptor[]> {
  if (!existsSync(join(directory, "index.json"))) return []
  const index = JSON.parse(await readFile(join(directory, "index.json"), "utf8")) as {
    manifests: readonly Descriptor[]
  }
  return index.manifests.filter((manifest) => manifest.annotations?.["org.opencontainers.image.ref.name"] !== ref)
}

async function refuseForeign(directory: string): Promise<void> {
  if (!existsSync(directory) || existsSync(join(directory, "oci-layout"))) return
  if ((await readdir(directory)).length === 0) return
  throw new StrataError({
    code: "output-failed",
    message: `'${directory}' is not empty and no OCI layout`,
    fix: "name a folder that does not exist, is empty, or holds an OCI layout",
  })
}

/**
 * Writes an image as an OCI layout folder; in a layout that exists it is added, or takes the place of the image of the
 * same name. Blobs come first and `index.json` last, by a rename: a reader finds the old image or the new one, whole.
 * The config is kept byte for byte, so the image keeps its id.
 * @throws StrataError `output-failed`
 */
export async function writeOciLayout(image: StoredImage, directory: string, options: OciOptions): Promise<OciReport> {
  await refuseForeign(directory)
  const isNew = !existsSync(join(directory, "oci-layout"))
  const layout = isNew ? `${directory}.${process.pid}.partial` : directory
  try {
    await mkdir(join(layout, "blobs/sha256"), { recursive: true })
    const layers = await eachLayer(image.layers, (layer) => writeLayer(layout, layer, options.compression))
    const config = await writeBlob(layout, image.configBytes, "application/vnd.oci.image.config.v1+json")
    const mediaType = "application/vnd.oci.image.manifest.v1+json"
    const descriptors = layers.map(
      ({ digest, compressedBytes }): Descriptor => ({
        mediaType: layerMediaTypes[options.compression],
        digest,
        size: compressedBytes,
      }),
    )
    const manifest = await writeBlob(
      layout,
      Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: descriptors })),
      mediaType,
    )
    const named =
      options.ref === undefined
        ? manifest
        : { ...manifest, annotations: { "org.opencontainers.image.ref.name": options.ref } }
    const manifests = [...(await otherManifests(directory, options.ref)), named]
    await writeFile(join(layout, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }))
    await writeFile(
      join(layout, "index.json.partial"),
      JSON.stringify({ schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests }),
    )
    await rename(join(layout, "index.json.partial"), join(layout, "index.json"))
    if (isNew) {
      await mkdir(dirname(directory), { recursive: true })
      await rename(layout, directory)
    }
    return { manifest: manifest.digest, layers }
  } catch (cause) {
    if (isNew) await rm(layout, { recursive: true, force: true }).catch(() => {})
    throw outputFailed(directory, cause)
  }
}
