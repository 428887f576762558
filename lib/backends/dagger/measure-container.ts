import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Client, Container, ImageLayerCompression } from "@dagger.io/dagger"
import { measureImage, openArchive } from "../../engine/store/index.ts"
import type { Image } from "../../ir/index.ts"
import type { Metrics } from "../../metrics/index.ts"
import { layerBlobs } from "./layer-blobs.ts"
import { daggerMetrics } from "./metrics.ts"
import type { DaggerOptions } from "./options.ts"

export interface MeasureOptions extends Pick<DaggerOptions, "baseImage" | "registryMirror"> {
  /** Also takes the compressed bytes of every layer, with gzip; it costs about 25 s a gigabyte. */
  readonly compressed?: boolean
  /** Folder for the tarball while it is read: it needs as much room as the image. Default: the system's. */
  readonly temporaryFolder?: string
}

/**
 * Builds a container and accounts for every layer: its tarball is exported to where this code runs (in a module: the
 * module's own container), read, and removed. See `figures` for what is exact.
 * @throws StrataError `engine-store` where the tarball cannot be read; the client's error where a step fails
 */
export async function measureContainer(
  client: Client,
  container: Container,
  image: Image,
  options: MeasureOptions = {},
): Promise<Metrics> {
  const begin = performance.now()
  const built = await container.sync()
  const seconds = (performance.now() - begin) / 1000
  const folder = await mkdtemp(join(options.temporaryFolder ?? tmpdir(), "strata-dagger-"))
  try {
    const file = join(folder, "image.tar")
    const compression = (options.compressed ? "Gzip" : "Uncompressed") satisfies `${ImageLayerCompression}`
    await built.asTarball({ forcedCompression: compression as ImageLayerCompression }).export(file)
    const stored = await openArchive(file)
    return daggerMetrics({
      image,
      options,
      id: stored.id,
      version: await client.version(),
      measure: await measureImage(stored),
      ...(options.compressed ? { blobs: await layerBlobs(file) } : {}),
      seconds,
      time: new Date(),
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
