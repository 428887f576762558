import type { Client } from "@dagger.io/dagger"
import { buildContainer } from "../../backends/dagger/build-container.ts"
import { daggerMetrics } from "../../backends/dagger/metrics.ts"
import { withArchive } from "../../backends/dagger/with-archive.ts"
import { compileDockerfile } from "../../backends/dockerfile/index.ts"
import { measureImage } from "../../inspect/measure-image.ts"
import type { Image } from "../../ir/index.ts"
import type { Metrics } from "../../metrics/index.ts"
import type { BuildOptions } from "../build-image.ts"
import { exportImage } from "../export-image.ts"
import { daggerFailure } from "./failure.ts"
import { contextOf, secretsOf } from "./host-files.ts"

/** Those options of a build that Dagger has. */
export type DaggerBuildOptions = Pick<BuildOptions, "tags" | "output" | "contextDirectory" | "compressed" | "onEvent">

/**
 * Builds an image definition on a Dagger engine, and gives what `buildImage` gives: the same metrics document, the same
 * outputs. With tags, Dagger also loads the image into the container runtime of this machine.
 * @throws StrataError `unsupported-op`, `step-failed`, `base-unavailable`, `build-failed`, `output-failed`
 */
export async function buildOnDagger(client: Client, image: Image, options: DaggerBuildOptions): Promise<Metrics> {
  const { secrets: wanted, usesContext } = compileDockerfile(image)
  const { tags = [], onEvent } = options
  const onNote = (text: string): void => onEvent?.({ kind: "note", text })
  try {
    const secrets = await secretsOf(client, wanted)
    const context = usesContext ? { context: contextOf(client, options.contextDirectory) } : {}
    const begin = performance.now()
    const container = await (await buildContainer(client, image, { secrets, ...context })).sync()
    const seconds = (performance.now() - begin) / 1000
    for (const tag of tags) await container.exportImage(tag)
    onNote("exporting the layers to measure them")
    return await withArchive(container, {}, async (stored) =>
      daggerMetrics({
        image,
        options: {},
        id: stored.id,
        version: await client.version(),
        measure: await measureImage(stored),
        history: stored.history,
        tags,
        ...(await exportImage(stored, options, onNote)),
        seconds,
        time: new Date(),
      }),
    )
  } catch (error) {
    throw daggerFailure(error, image)
  }
}
