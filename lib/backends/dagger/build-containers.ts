import type { Client, Container } from "@dagger.io/dagger"
import type { Image } from "../../ir/index.ts"
import { compileAll } from "./compile.ts"
import { findFolders } from "./find-folders.ts"
import type { DaggerOptions } from "./options.ts"

/**
 * Several images; what two of them share is compiled once. The engine runs what is asked of the results side by side.
 * @throws StrataError as `compileAll`
 */
export async function buildContainers(
  client: Client,
  images: readonly Image[],
  options: DaggerOptions = {},
): Promise<readonly Container[]> {
  const found = await Promise.all(images.map((image) => findFolders(client, image, options)))
  const folders = new Set(found.flatMap((one) => [...(one.folders ?? [])]))
  return compileAll(client, images, { ...options, folders })
}
