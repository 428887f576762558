import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Container, ImageLayerCompression } from "@dagger.io/dagger"
import type { StoredImage } from "../../engine/store/index.ts"

export interface ArchiveOptions {
  /** Layers as gzip, as a registry stores them; it costs about 25 s a gigabyte. Default: plain. */
  readonly compressed?: boolean
  /** Folder for the tarball while it is read: it needs as much room as the image. Default: the system's. */
  readonly temporaryFolder?: string
}

/**
 * Exports a container as a tarball to where this code runs (in a module: the module's own container), lets `use` read
 * it, and removes it.
 * @throws StrataError `engine-store` where the tarball cannot be read; the client's error where a step fails
 */
export async function withArchive<T>(
  container: Container,
  options: ArchiveOptions,
  use: (image: StoredImage, file: string) => Promise<T>,
): Promise<T> {
  // Reading images is most of the library. Who only builds does not load it: a module does so at every call.
  const { openArchive } = await import("../../engine/store/index.ts")
  const folder = await mkdtemp(join(options.temporaryFolder ?? tmpdir(), "strata-dagger-"))
  try {
    const file = join(folder, "image.tar")
    const compression = (options.compressed ? "Gzip" : "Uncompressed") satisfies `${ImageLayerCompression}`
    await container.asTarball({ forcedCompression: compression as ImageLayerCompression }).export(file)
    const image = await openArchive(file)
    try {
      return await use(image, file)
    } finally {
      await image.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
