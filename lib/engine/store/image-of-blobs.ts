import { createHash } from "node:crypto"
import { type TarEntry, TarReader } from "../../tar/index.ts"
import type { Blob } from "./blob.ts"
import { type ImageConfig, parseImageConfig } from "./image-config.ts"
import { once } from "./once.ts"
import { plainTar } from "./plain-tar.ts"
import { storeProblem } from "./problem.ts"
import type { LayerEntry, LayerIndex, StoredImage, StoredLayer } from "./types.ts"

/** Loaded only where a layer has such an index: it brings what checks it. */
const loadStargz = once(() => import("./stargz.ts"))

async function indexLayer(blob: Blob): Promise<LayerIndex> {
  const entries: LayerEntry[] = []
  let unpackedBytes = 0
  const reader = new TarReader((entry) => {
    entries.push(entry)
    unpackedBytes += entry.size
  })
  let tarBytes = 0
  for await (const chunk of plainTar(blob)) {
    tarBytes += chunk.length
    reader.push(chunk)
  }
  reader.end()
  return { entries, tarBytes, unpackedBytes }
}

function layerOfBlob(diffId: string, blob: Blob): StoredLayer {
  const damaged = (cause: unknown): Error => storeProblem(`layer ${diffId} cannot be read`, { cause })
  const { tocDigest } = blob
  const listed = async (digest: string): Promise<readonly TarEntry[] | undefined> => {
    try {
      const { readStargzIndex } = await loadStargz()
      return await readStargzIndex(blob, digest)
    } catch (error) {
      throw damaged(error)
    }
  }
  return {
    diffId,
    ...(blob.source ? { source: blob.source } : {}),
    ...(tocDigest === undefined ? {} : { listed: once(() => listed(tocDigest)) }),
    index: once(async () => {
      try {
        return await indexLayer(blob)
      } catch (error) {
        throw damaged(error)
      }
    }),
    async *tar() {
      try {
        yield* plainTar(blob)
      } catch (error) {
        throw damaged(error)
      }
    },
  }
}

function readConfig(bytes: Buffer): ImageConfig {
  try {
    return parseImageConfig(bytes)
  } catch (cause) {
    throw storeProblem("the image's config cannot be read", { cause })
  }
}

/** An image of its config and its layers' blobs, base first. @throws StrataError `engine-store` where they do not fit */
export function imageOfBlobs(configBytes: Buffer, blobs: readonly Blob[], close: () => Promise<void>): StoredImage {
  const { diffIds, history } = readConfig(configBytes)
  if (diffIds.length !== blobs.length)
    throw storeProblem(`the image's config names ${diffIds.length} layers, its manifest ${blobs.length}`)
  const layers = blobs.map((blob, position) => layerOfBlob(diffIds[position] ?? "", blob))
  return { id: `sha256:${createHash("sha256").update(configBytes).digest("hex")}`, configBytes, history, layers, close }
}
