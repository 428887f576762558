import { createHash } from "node:crypto"
import { open, rename, rm } from "node:fs/promises"
import { padded, writeHeader } from "../../tar/index.ts"
import type { StoredImage } from "../store/types.ts"
import { layerMediaTypes } from "./compress.ts"
import { outputFailed } from "./failed.ts"

interface Member {
  readonly path: string
  readonly size: number
  readonly content: Buffer | (() => AsyncIterable<Buffer>)
}

function blob(digest: string): string {
  return `blobs/${digest.replace(":", "/")}`
}

function jsonMember(path: string, value: unknown): Member {
  const content = Buffer.from(JSON.stringify(value))
  return { path, size: content.length, content }
}

/** What the archive holds, in order. A plain layer's digest is its diff id and its size is known, so nothing is written twice. */
async function membersOf(image: StoredImage, tags: readonly string[]): Promise<readonly Member[]> {
  const indexes = await Promise.all(image.layers.map((layer) => layer.index()))
  const layers = image.layers.map(
    (layer, index): Member => ({
      path: blob(layer.diffId),
      size: indexes[index]?.tarBytes ?? 0,
      content: () => layer.tar(),
    }),
  )
  const config: Member = { path: blob(image.id), size: image.configBytes.length, content: image.configBytes }
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: image.id, size: config.size },
      layers: image.layers.map(({ diffId }, index) => ({
        mediaType: layerMediaTypes.none,
        digest: diffId,
        size: indexes[index]?.tarBytes ?? 0,
      })),
    }),
  )
  const digest = `sha256:${createHash("sha256").update(manifest).digest("hex")}`
  const descriptor = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest, size: manifest.length }
  const named =
    tags.length === 0
      ? [descriptor]
      : tags.map((tag) => ({ ...descriptor, annotations: { "org.opencontainers.image.ref.name": tag } }))
  const unique = [...new Map(layers.map((layer) => [layer.path, layer])).values()]
  return [
    ...unique,
    config,
    { path: blob(digest), size: manifest.length, content: manifest },
    jsonMember("index.json", {
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: named,
    }),
    jsonMember("oci-layout", { imageLayoutVersion: "1.0.0" }),
    jsonMember("manifest.json", [
      { Config: config.path, RepoTags: tags.length === 0 ? null : tags, Layers: layers.map(({ path }) => path) },
    ]),
  ]
}

async function* archive(members: readonly Member[]): AsyncGenerator<Buffer> {
  for (const folder of ["blobs/", "blobs/sha256/"]) yield writeHeader(folder, 0, "directory")
  for (const { path, size, content } of members) {
    yield writeHeader(path, size)
    if (Buffer.isBuffer(content)) yield content
    else yield* content()
    if (padded(size) > size) yield Buffer.alloc(padded(size) - size)
  }
  yield Buffer.alloc(1024)
}

/**
 * Writes an image as a docker archive (an OCI layout in a tar, with the manifest that `docker load` reads), in one pass
 * from the store. The file appears whole or not at all.
 * @throws StrataError `output-failed`
 */
export async function writeDockerArchive(
  image: StoredImage,
  path: string,
  options: { readonly tags: readonly string[] },
): Promise<void> {
  const partial = `${path}.${process.pid}.partial`
  try {
    const file = await open(partial, "w")
    try {
      for await (const chunk of archive(await membersOf(image, options.tags))) await file.write(chunk)
    } finally {
      await file.close()
    }
    await rename(partial, path)
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => {})
    throw outputFailed(path, cause)
  }
}
