/** A team's own module that uses the library: definitions come in as JSON, containers go out. */
import { type Container, type Directory, dag, type File, func, object } from "@dagger.io/dagger"
import { buildContainer } from "strata-images/dagger"
import { parseImage } from "strata-images/ir"

@object()
export class Images {
  /**
   * Builds an image from its serialized definition: what `strata print --format=ir` writes.
   * @param definition JSON file of the definition.
   * @param context Folder of the files that the definition copies.
   */
  @func()
  async build(definition: File, context?: Directory): Promise<Container> {
    const image = parseImage(await definition.contents())
    return buildContainer(dag, image, context ? { context } : {})
  }
}
