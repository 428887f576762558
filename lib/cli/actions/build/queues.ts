import type { Engine } from "../../../engine/types.ts"
import { type Problem, throwIfAny } from "../../../errors/index.ts"
import { expectedBytes } from "../expected-bytes.ts"
import type { BuildInvocation, BuildJob } from "./invocation.ts"

/** Jobs that are done one after the other. */
export interface Queue {
  /** Name of a buildx builder; absent for the engine's own. */
  readonly builder?: string
  readonly jobs: readonly BuildJob[]
}

async function buildersOf(engine: Engine, names: readonly string[]) {
  const { findBuilder } = await import("../../../engine/builders/index.ts")
  return Promise.all(names.map((name) => findBuilder((args) => engine.docker(["buildx", ...args]), name)))
}

/**
 * Who builds what: with several builders the jobs are spread over them, by the bytes that they are expected to make.
 * @throws StrataError `invalid-option` for a builder that does not exist, or a platform that none of them builds
 */
export async function queuesOf(invocation: BuildInvocation): Promise<readonly Queue[]> {
  const { builders: names, jobs, engine: choice } = invocation
  const [builder, ...others] = [...new Set(names)]
  if (builder === undefined || choice === "dagger") return [{ jobs }]
  if (others.length === 0) return [{ builder, jobs }]
  // Before several jobs ask for them at once: what loads TypeScript may hand out a module that is half loaded.
  await import("../../../build/index.ts")
  await import("./describe.ts")
  const { openEngine } = await import("../../../engine/open-engine.ts")
  const { spread } = await import("../../../engine/builders/index.ts")
  const engine = await openEngine({ choice, builder })
  const weighed = jobs.map((job) => {
    const { image } = job.chosen
    return { job, weight: expectedBytes(image), platform: image.platform }
  })
  const { queues, left } = spread(weighed, await buildersOf(engine, [builder, ...others]))
  throwIfAny(
    left.map(
      ({ platform }): Problem => ({
        code: "invalid-option",
        message: `none of the builders ${names.join(", ")} builds for ${platform}`,
        fix: "add one that does; `docker buildx inspect NAME` shows what a builder builds for",
      }),
    ),
  )
  return queues.map((queue) => ({ builder: queue.worker.name, jobs: queue.jobs.map(({ job }) => job) }))
}
