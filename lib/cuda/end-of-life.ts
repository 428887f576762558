import type { OsName } from "../distributions/index.ts"
import { type CudaRelease, cudaCatalogue } from "./catalogue.ts"
import { byDistanceTo } from "./version-distance.ts"

/** What to know before building on images of a release that NVIDIA has given up; undefined for a supported one. */
export function endOfLifeWarning(release: CudaRelease, os: OsName): string | undefined {
  if (!release.endOfLife) return undefined
  const { since, because } = release.endOfLife
  const next = cudaCatalogue.releases
    .filter((each) => each.status === "supported" && each.os[os])
    .map((each) => each.version)
    .sort(byDistanceTo(release.version))[0]
  return [
    `the images of CUDA ${release.version} are end of life${since === undefined ? "" : ` since ${since}`} (${because}):`,
    "NVIDIA may delete them six months after that, so keep a mirror",
    ...(next === undefined ? [] : [`or move to ${next}, the nearest supported version for ${os}`]),
  ].join(" ")
}
