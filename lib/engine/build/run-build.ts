import { StrataError } from "../../errors/index.ts"
import { resolveBases } from "../bases/resolve-bases.ts"
import { shipBases } from "../builders/ship-bases.ts"
import { imagesOf } from "../images-of.ts"
import type { BuildRequest, BuildResult } from "../types.ts"
import { buildFailure, noSpace } from "./build-failure.ts"
import type { BuildPlace } from "./build-place.ts"
import { checkDisk, diskError } from "./check-disk.ts"
import { reserveBytes } from "./disk.ts"
import { type BuildHooks, type Solved, solve } from "./solve.ts"

/** Why a build that ended badly did so. */
async function buildError(place: BuildPlace, solved: Solved, signal?: AbortSignal): Promise<StrataError> {
  if (signal?.aborted)
    return new StrataError({
      code: "interrupted",
      message: "the build was stopped",
      fix: "what was built so far is kept in the cache",
    })
  const failed = solved.log.failed()
  const lines = [failed?.error ?? "", ...(failed?.lines ?? []), ...solved.rest].join("\n").split("\n")
  const noSpaceLines = lines.filter((line) => noSpace.test(line))
  // A small file system inside a step (`/dev/shm`) says the same; then the disk itself never was low.
  const full = noSpaceLines.length > 0 && (place.dataRoot === undefined || solved.lowestFreeBytes < reserveBytes)
  return full ? diskError(place, undefined, noSpaceLines.slice(-3).join("\n")) : buildFailure(failed, solved.rest)
}

/** Runs one build. @throws StepFailure, StrataError `disk-full`, `base-unavailable`, `network`, `build-failed`, `interrupted` */
export async function runBuild(place: BuildPlace, request: BuildRequest, hooks: BuildHooks = {}): Promise<BuildResult> {
  const begun = Date.now()
  await checkDisk(place, request.expectedBytes)
  const { bases, contexts } = await resolveBases(place, request, hooks)
  const shipped = place.client.apart ? await shipBases(imagesOf(place), bases) : undefined
  const build = () => solve(place, request, { ...contexts, ...shipped?.contexts }, hooks)
  const solved = await (place.around ? place.around(build, hooks.signal) : build()).finally(shipped?.remove)
  if (!solved.ok) throw await buildError(place, solved, hooks.signal)
  const { imageId, manifest, log } = solved
  return {
    imageId,
    ...(manifest === undefined ? {} : { manifest }),
    tags: request.tags,
    steps: log.steps(),
    bases,
    seconds: (Date.now() - begun) / 1000,
  }
}
