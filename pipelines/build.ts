import type { Client, Container } from "@dagger.io/dagger"
import type { Definition } from "strata-images"
import { buildContainer, buildContainers, type DaggerOptions } from "strata-images/dagger"
import { type Choice, choose } from "./choose.ts"

/**
 * One image of a family as a container.
 * @throws StrataError as `choose`; `unsupported-op`, `invalid-option`
 */
export async function build(
  client: Client,
  definition: Definition,
  options: Choice & DaggerOptions = {},
): Promise<Container> {
  return buildContainer(client, choose(definition, options), options)
}

/** An image of a family with the variant that it is. */
export interface Built {
  readonly variant: string
  readonly container: Container
}

/**
 * Every variant of a family for one distribution. What they share is made once; they run side by side.
 * @throws StrataError as `build`
 */
export async function buildAll(
  client: Client,
  definition: Definition,
  options: Omit<Choice, "variant"> & DaggerOptions = {},
): Promise<readonly Built[]> {
  const images = definition.variants.map((variant) => choose(definition, { ...options, variant }))
  const containers = await buildContainers(client, images, options)
  await Promise.all(containers.map((container) => container.sync()))
  return containers.map((container, index) => ({ variant: definition.variants[index] ?? "", container }))
}
