import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { StrataError } from "../../errors/index.ts"
import { assembleTar } from "./assemble-tar.ts"
import { parseImageConfig } from "./image-config.ts"
import { indexTarSplit, readTarSplit, type TarSplitRecord } from "./tar-split.ts"
import type { ImageStore, LayerIndex, StoredImage, StoredLayer } from "./types.ts"

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

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

function hex(digest: string): string {
  return digest.replace(/^sha256:/, "")
}

/** Docker's own name of a reference: a tag where there is none. */
function withTag(ref: string): string {
  return /[:@][^/]*$/.test(ref) ? ref : `${ref}:latest`
}

async function findImage(images: string, ref: string): Promise<string | undefined> {
  const repositories = JSON.parse(await readFile(join(images, "repositories.json"), "utf8")) as {
    Repositories: Record<string, Record<string, string>>
  }
  for (const tags of Object.values(repositories.Repositories)) {
    const id = tags[withTag(ref)]
    if (id !== undefined) return id
  }
  const wanted = hex(ref)
  if (!/^[0-9a-f]{6,64}$/.test(wanted)) return undefined
  const ids = (await readdir(join(images, "imagedb/content/sha256"))).filter((id) => id.startsWith(wanted))
  return ids.length === 1 ? `sha256:${ids[0]}` : undefined
}

function openLayer(dataRoot: string, images: string, diffId: string, chain: string): StoredLayer {
  const folder = join(images, "layerdb/sha256", hex(chain))
  const records = once<readonly TarSplitRecord[]>(() => readTarSplit(join(folder, "tar-split.json.gz")))
  const index = once<LayerIndex>(async () => indexTarSplit(await records()))
  return {
    diffId,
    index,
    async *tar() {
      const cacheId = (await readFile(join(folder, "cache-id"), "utf8")).trim()
      yield* assembleTar(await records(), join(dataRoot, "overlay2", cacheId, "diff"))
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
      const id = await findImage(images, ref)
      if (id === undefined)
        throw new StrataError({
          code: "engine-store",
          message: `there is no image '${ref}' in the engine`,
          fix: "see which there are: strata engine status, docker images",
        })
      const configBytes = await readFile(join(images, "imagedb/content/sha256", hex(id)))
      const { diffIds, history } = parseImageConfig(configBytes)
      const chains = chainIds(diffIds)
      const layers = diffIds.map((diffId, index) => openLayer(dataRoot, images, diffId, chains[index] ?? diffId))
      return { id, configBytes, history, layers, close: async () => {} }
    },
  }
}
