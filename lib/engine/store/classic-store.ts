import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { assembleTar } from "./assemble-tar.ts"
import { findImage } from "./find-image.ts"
import { parseImageConfig } from "./image-config.ts"
import { once } from "./once.ts"
import { storeProblem } from "./problem.ts"
import { indexTarSplit, readTarSplit } from "./tar-split.ts"
import type { ImageStore, StoredImage, StoredLayer } from "./types.ts"

/** Chain ids of a list of diff ids (OCI image spec): `chain(n) = sha256(chain(n-1) + " " + diff(n))`. */
export function chainIds(diffIds: readonly string[]): readonly string[] {
  const chains: string[] = []
  for (const diffId of diffIds) {
    const parent = chains.at(-1)
    chains.push(
      parent === undefined ? diffId : `sha256:${createHash("sha256").update(`${parent} ${diffId}`).digest("hex")}`,
    )
  }
  return chains
}

function hex(digest: string): string {
  return digest.replace(/^sha256:/, "")
}

async function openLayer(dataRoot: string, images: string, diffId: string, chain: string): Promise<StoredLayer> {
  const folder = join(images, "layerdb/sha256", hex(chain))
  const split = join(folder, "tar-split.json.gz")
  const damaged = (cause: unknown): Error =>
    storeProblem(`layer ${diffId} cannot be read from the engine's store`, { cause })
  const cacheId = await readFile(join(folder, "cache-id"), "utf8").catch((error: unknown) => {
    throw damaged(error)
  })
  const contents = join(dataRoot, "overlay2", cacheId.trim(), "diff")
  return {
    diffId,
    source: { kind: "tar-split", split, folder: contents },
    index: once(async () => {
      try {
        return await indexTarSplit(readTarSplit(split))
      } catch (error) {
        throw damaged(error)
      }
    }),
    async *tar() {
      try {
        yield* assembleTar(readTarSplit(split), contents)
      } catch (error) {
        throw damaged(error)
      }
    },
  }
}

/**
 * Reads images from the files of Docker's overlay2 store, without exporting anything: tar-split has the original header
 * of every entry, the layer's folder the content.
 */
export function classicStore(dataRoot: string): ImageStore {
  const images = join(dataRoot, "image/overlay2")
  return {
    async open(ref): Promise<StoredImage> {
      try {
        const id = await findImage(images, ref)
        const configBytes = await readFile(join(images, "imagedb/content/sha256", hex(id)))
        const { diffIds, history } = parseImageConfig(configBytes)
        const chains = chainIds(diffIds)
        const layers = await Promise.all(
          diffIds.map((diffId, index) => openLayer(dataRoot, images, diffId, chains[index] ?? diffId)),
        )
        return { id, configBytes, history, layers, close: async () => {} }
      } catch (cause) {
        throw storeProblem(`image '${ref}' cannot be read from the engine's store`, { cause })
      }
    },
  }
}
