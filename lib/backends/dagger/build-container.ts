import type { Client, Container } from "@dagger.io/dagger"
import type { Image } from "../../ir/index.ts"
import { compileDagger } from "./compile.ts"
import { findFolders } from "./find-folders.ts"
import type { DaggerOptions } from "./options.ts"

/**
 * An image definition as a Dagger container, copies of folders and files told apart by asking the engine.
 * @throws StrataError as `compileDagger`
 */
export async function buildContainer(client: Client, image: Image, options: DaggerOptions = {}): Promise<Container> {
  return compileDagger(client, image, await findFolders(client, image, options))
}
