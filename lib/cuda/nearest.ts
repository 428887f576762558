import type { OsName } from "../distributions/index.ts"
import type { CudaOwner } from "../ir/index.ts"
import { type CudaCombination, cudaCombinations } from "./combination.ts"
import type { CudaRequest } from "./request.ts"
import { byDistanceTo } from "./version-distance.ts"

/** Owners to fall back to, best first: libraries where programs expect them, then those that bring their own. */
const alternatives: readonly CudaOwner[] = ["base-image", "apt", "wheels"]

function pick(candidates: readonly CudaCombination[], { version, cudnn }: CudaRequest): CudaCombination | undefined {
  const nearest = byDistanceTo(version)
  const order = (a: CudaCombination, b: CudaCombination) =>
    nearest(a.version, b.version) || (b.cudnn ?? 0) - (a.cudnn ?? 0)
  const sameVersion = candidates.filter((each) => each.version === version && each.cudnn !== undefined)
  const sameCudnn = candidates.filter((each) => each.cudnn === cudnn)
  // Another cuDNN of the very version that was asked for, then the nearest version with the cuDNN asked for.
  for (const group of [sameVersion, sameCudnn, candidates]) {
    const best = group.toSorted(order)[0]
    if (best) return best
  }
  return undefined
}

/** The valid request nearest to one that is not: same operating system, and same owner where that has anything at all. */
export function nearestCuda(os: OsName, request: CudaRequest): CudaRequest {
  for (const owner of [request.owner, ...alternatives]) {
    const best = pick(cudaCombinations(os, owner), request)
    if (best) return { version: best.version, owner, ...(best.cudnn === undefined ? {} : { cudnn: best.cudnn }) }
  }
  return { version: request.version, owner: "none" }
}
