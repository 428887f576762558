import type { BuildOptions } from "../../../build/index.ts"
import type { Image } from "../../../ir/index.ts"
import type { Metrics } from "../../../metrics/metrics.ts"
import type { BuildInvocation } from "./invocation.ts"

/** Builds one image on the engine of the invocation. */
export type BuildFunction = (image: Image, options: Omit<BuildOptions, "engine">) => Promise<Metrics>

/** Runs `use` with the engine that was asked for. An engine's code is loaded when it is needed. */
export async function withEngine<T>(
  { engine, daggerHost, progress }: BuildInvocation,
  signal: AbortSignal,
  use: (build: BuildFunction) => Promise<T>,
): Promise<T> {
  if (engine !== "dagger")
    return use(async (image, options) => {
      const { buildImage } = await import("../../../build/index.ts")
      return buildImage(image, { ...options, engine })
    })
  const { withDagger } = await import("../../../engine/dagger/index.ts")
  const { buildOnDagger } = await import("../../../build/dagger/index.ts")
  const host = daggerHost === undefined ? {} : { host: daggerHost }
  const log = progress === "none" ? {} : { log: process.stderr }
  return withDagger({ signal, ...host, ...log }, (client) =>
    use((image, options) => buildOnDagger(client, image, options)),
  )
}
