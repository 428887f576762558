import type { Client, Container } from "@dagger.io/dagger"
import type { Definition, OsName } from "strata-images"
import { buildContainer, buildContainers, type DaggerOptions } from "strata-images/dagger"

/** Which image of a family; what is absent is the family's first. */
export interface Choice {
  readonly variant?: string
  readonly os?: OsName
}

/**
 * One image of a family as a container.
 * @throws StrataError `unknown-variant`, `unknown-os`, `unsupported-op`, `invalid-option`
 */
export async function build(
  client: Client,
  definition: Definition,
  options: Choice & DaggerOptions = {},
): Promise<Container> {
  return buildContainer(client, definition.image(options.variant, options.os), options)
}

/** An image of a family with the variant that it is. */
export interface Built {
  readonly variant: string
  readonly container: Container
}

/** Every variant of a family for one distribution. What they share is made once; they run side by side. */
export async function buildAll(
  client: Client,
  definition: Definition,
  options: Pick<Choice, "os"> & DaggerOptions = {},
): Promise<readonly Built[]> {
  const images = definition.variants.map((variant) => definition.image(variant, options.os))
  const containers = await buildContainers(client, images, options)
  await Promise.all(containers.map((container) => container.sync()))
  return containers.map((container, index) => ({ variant: definition.variants[index] ?? "", container }))
}
