import type { StoredImage } from "../engine/store/types.ts"
import type { BuildResult, Engine } from "../engine/types.ts"

/**
 * The image that a build has made. A daemon with the classic store knows it by its config; one with containerd's, whose
 * files cannot be reached, by its manifest; and one that it was loaded into from elsewhere perhaps by its name alone.
 * @throws StrataError `engine-store`
 */
export async function openBuilt({ images }: Pick<Engine, "images">, result: BuildResult): Promise<StoredImage> {
  const { imageId, manifest, tags } = result
  let first: unknown
  for (const name of [imageId, ...(manifest === undefined ? [] : [manifest]), ...tags]) {
    try {
      return await images.open(name)
    } catch (error) {
      first ??= error
    }
  }
  throw first
}
