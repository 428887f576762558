import type { Client } from "@dagger.io/dagger"
import type { Definition } from "strata-images"
import { type DaggerOptions, type MeasureOptions, measureContainer } from "strata-images/dagger"
import { build } from "./build.ts"
import { type Choice, choose } from "./choose.ts"

/** The metrics document of a build (schemas/metrics.schema.json). */
export type Metrics = Awaited<ReturnType<typeof measureContainer>>

/**
 * Builds one image of a family and accounts for every layer, from the exported tarball: exact, at the price of the
 * image's size on the disk of whoever calls. What Dagger does not tell is absent: see `figures`.
 */
export async function measure(
  client: Client,
  definition: Definition,
  options: Choice & DaggerOptions & MeasureOptions = {},
): Promise<Metrics> {
  const container = await build(client, definition, options)
  return measureContainer(client, container, choose(definition, options), options)
}
