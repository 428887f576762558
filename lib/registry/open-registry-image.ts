import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { type Blob, blobInMemory, blobOfFile } from "../engine/store/blob.ts"
import { imageOfBlobs } from "../engine/store/image-of-blobs.ts"
import { withIndex } from "../engine/store/oci-image.ts"
import { type Descriptor, type Platform, resolveManifest } from "../engine/store/oci-manifest.ts"
import type { StoredImage } from "../engine/store/types.ts"
import { StrataError } from "../errors/index.ts"
import { printable } from "../text/printable.ts"
import { digestPattern } from "./digest.ts"
import { foreignLayer } from "./foreign-layer.ts"
import { inTurns } from "./in-turns.ts"
import { type LayerCache, type LayerCacheOptions, layerCache } from "./layer-cache.ts"
import { registryPlace } from "./place.ts"
import { registryProblem } from "./problem.ts"
import { rangeOfBlob } from "./range-of-blob.ts"
import { type BlobName, readBlob } from "./read-blob.ts"
import { readManifest } from "./read-manifest.ts"
import { openSession, type RegistrySession, type SessionOptions } from "./session.ts"

export interface RegistryImageOptions extends SessionOptions {
  /** Which image of an index; default this machine's. */
  readonly platform?: Platform
  /**
   * Layers are loaded into a cache on disk as the image is opened, three at a time, and read there; with `false` each
   * is streamed from the registry whenever it is read, and nothing is kept.
   */
  readonly cache?: LayerCacheOptions | false
  /** Compressed bytes of the layers that are here. */
  readonly onProgress?: (progress: { readonly doneBytes: number; readonly totalBytes: number }) => void
}

/** As many as docker loads at a time ("max-concurrent-downloads"). */
const downloadsAtATime = 3

/** Docker itself refuses larger ones. */
const mostConfigBytes = 16 << 20

function streamed(session: RegistrySession, layer: Descriptor): Blob {
  return {
    size: layer.size,
    read: (most = layer.size, from = 0) => rangeOfBlob(session, layer, from, most),
    stream: () => Readable.from(layerPieces(session, layer), { objectMode: false, highWaterMark: 1 << 20 }),
  }
}

/** A layer's bytes; for one that registries do not have, an error that says so. */
async function* layerPieces(session: RegistrySession, layer: Descriptor): AsyncGenerator<Buffer> {
  try {
    yield* readBlob(session, layer)
  } catch (cause) {
    throw foreignLayer(layer, session.place, cause) ?? cause
  }
}

/** A layer in the cache, loaded if need be; one that cannot be kept is streamed. */
async function cached(
  session: RegistrySession,
  cache: LayerCache,
  layer: Descriptor,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  if (layer.size > cache.mostBytes) return streamed(session, layer)
  const found = await cache.find(layer)
  if (found !== undefined) {
    onBytes(layer.size)
    return blobOfFile(found)
  }
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of layerPieces(session, layer)) {
      onBytes(piece.length)
      yield piece
    }
  }
  try {
    return await blobOfFile(await cache.keep(layer, counted()))
  } catch (cause) {
    if (cause instanceof StrataError) throw cause
    // A disk that is full or read-only is no reason not to look at an image.
    return streamed(session, layer)
  }
}

async function layerBlobs(
  session: RegistrySession,
  layers: readonly Descriptor[],
  { cache: wish = {}, onProgress = () => {} }: RegistryImageOptions,
): Promise<readonly Blob[]> {
  if (wish === false) return layers.map((layer) => withIndex(streamed(session, layer), layer))
  const cache = layerCache(wish)
  // A layer that an image has twice is loaded once.
  const distinct = [...new Map(layers.map((layer) => [layer.digest, layer])).values()]
  const totalBytes = distinct.reduce((sum, { size }) => sum + size, 0)
  let doneBytes = 0
  const onBytes = (bytes: number): void => {
    doneBytes += bytes
    onProgress({ doneBytes, totalBytes })
  }
  await cache.trim(distinct.map(({ digest }) => digest))
  const blobs = await inTurns(distinct, downloadsAtATime, (layer) => cached(session, cache, layer, onBytes))
  await cache.trim(distinct.map(({ digest }) => digest))
  const byDigest = new Map(distinct.map(({ digest }, position) => [digest, blobs[position]]))
  return layers.map((layer) => withIndex(byDigest.get(layer.digest) ?? streamed(session, layer), layer))
}

function checkNames(names: readonly BlobName[]): void {
  const wrong = names.find(
    ({ digest, size }) => !digestPattern.test(digest) || !(Number.isSafeInteger(size) && size >= 0),
  )
  if (wrong)
    throw registryProblem(`the manifest names a blob '${printable(wrong.digest.slice(0, 100))}', which is no sha256`)
}

/**
 * An image in a registry, read without an engine: `debian:12`, `ghcr.io/owner/name@sha256:...`. Logged in to as the
 * user's docker would be.
 * @throws StrataError `registry-failed`, `invalid-option` where `reference` is none, `interrupted`
 */
export async function openRegistryImage(reference: string, options: RegistryImageOptions = {}): Promise<StoredImage> {
  const session = openSession(registryPlace(reference), options)
  const first = await readManifest(session, session.place.target)
  try {
    const manifest = await resolveManifest(
      async (digest) =>
        blobInMemory(digest === first.digest ? first.bytes : (await readManifest(session, digest)).bytes),
      first.digest,
      options.platform,
    )
    const { config, layers } = manifest
    checkNames([config, ...layers])
    if (config.size > mostConfigBytes)
      throw registryProblem(`the image's config is larger than ${mostConfigBytes} bytes`)
    const configBytes = await buffer(Readable.from(readBlob(session, config)))
    return imageOfBlobs(configBytes, await layerBlobs(session, layers, options), async () => {})
  } catch (cause) {
    if (cause instanceof StrataError) throw cause
    throw registryProblem(`'${reference}' cannot be read as an image`, {
      cause,
      detail: cause instanceof Error ? cause.message : "",
    })
  }
}
