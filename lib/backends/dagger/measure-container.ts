import type { Client, Container } from "@dagger.io/dagger"
import type { Image } from "../../ir/index.ts"
import type { Metrics } from "../../metrics/index.ts"
import type { DaggerOptions } from "./options.ts"
import { type ArchiveOptions, withArchive } from "./with-archive.ts"

/** `compressed`: also takes the compressed bytes of every layer. */
export interface MeasureOptions extends Pick<DaggerOptions, "baseImage" | "registryMirror">, ArchiveOptions {}

/**
 * Builds a container and accounts for every layer, from its tarball. See `figures` for what is exact.
 * @throws StrataError as `withArchive`
 */
export async function measureContainer(
  client: Client,
  container: Container,
  image: Image,
  options: MeasureOptions = {},
): Promise<Metrics> {
  // Only here, as in `withArchive`.
  const { measureImage } = await import("../../inspect/measure-image.ts")
  const { daggerMetrics } = await import("./metrics.ts")
  const { layerBlobs } = await import("./layer-blobs.ts")
  const begin = performance.now()
  const built = await container.sync()
  const seconds = (performance.now() - begin) / 1000
  return withArchive(built, options, async (stored, file) =>
    daggerMetrics({
      image,
      options,
      id: stored.id,
      version: await client.version(),
      measure: await measureImage(stored),
      history: stored.history,
      ...(options.compressed ? { compressed: { kind: "gzip", bytes: await layerBlobs(file) } } : {}),
      seconds,
      time: new Date(),
    }),
  )
}
