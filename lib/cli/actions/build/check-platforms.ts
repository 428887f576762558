import { runsCommands } from "../../../build/runs-commands.ts"
import type { BuildInvocation } from "./invocation.ts"

/**
 * Before the first of several platforms is built: whether the engine can build them all. What one builder of several
 * builds for, `queuesOf` has asked; Dagger does not tell.
 * @throws StrataError `platform-unavailable`
 */
export async function checkPlatforms(invocation: BuildInvocation): Promise<void> {
  const { jobs, engine: choice, builders } = invocation
  const images = jobs.map(({ chosen }) => chosen.image).filter(runsCommands)
  const platforms = [...new Set(images.map(({ platform }) => platform))]
  if (choice === "dagger" || builders.length > 1 || platforms.length < 2) return
  const { openEngine, storeFor } = await import("../../../engine/index.ts")
  const { requirePlatform } = await import("../../../engine/require-platform.ts")
  const [builder] = builders
  const engine = await openEngine({
    choice,
    store: storeFor(invocation),
    ...(builder === undefined ? {} : { builder }),
  })
  for (const platform of platforms) await requirePlatform(engine, platform)
}
