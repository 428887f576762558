import { distributions, type OsName } from "../distributions/index.ts"
import { type SourceLocation, StrataError } from "../errors/index.ts"
import { type BaseSource, type CudaChoice, defaultPlatform } from "../ir/index.ts"
import { cudaCatalogue } from "./catalogue.ts"
import { cudaCombinations } from "./combination.ts"
import { endOfLifeWarning } from "./end-of-life.ts"
import { nearestCuda } from "./nearest.ts"
import { nvidiaImage } from "./nvidia-image.ts"
import { type CudaRequest, showRequest } from "./request.ts"

/** Where a stage begins, and what it must install to have its part of CUDA. */
export interface CudaStageBase {
  readonly base: BaseSource
  /** Packages of the distribution's own archive, and the areas beyond `main` that hold them. */
  readonly apt?: { readonly packages: readonly string[]; readonly components: readonly string[] }
}

export interface ResolvedCuda {
  readonly choice: CudaChoice
  /** Lowest driver of a host that can run it; `none` where there is no CUDA. */
  readonly minimumDriver: string
  readonly builder: CudaStageBase
  readonly runtime: CudaStageBase
  /** Things that are allowed but should be known, e.g. end of life. */
  readonly warnings: readonly string[]
}

function notAvailable(os: OsName, request: CudaRequest, at: SourceLocation | undefined): StrataError {
  const { version, owner, cudnn } = request
  const reason =
    cudaCombinations(os, owner).length > 0
      ? `CUDA ${version}${cudnn === undefined ? "" : ` with cuDNN ${cudnn}`} is not available for ${os} with owner '${owner}'`
      : owner === "apt"
        ? `CUDA cannot come from apt on ${os}: no repository that holds it is configured`
        : `CUDA cannot come from the base image on ${os}: NVIDIA publishes none for it`
  return new StrataError({
    code: "cuda-not-available",
    message: reason,
    fix: `the nearest valid combination is ${showRequest(nearestCuda(os, request))}`,
    ...(at === undefined ? {} : { at }),
  })
}

/** The archive lists what it has; of NVIDIA's images the catalogue knows those for the default platform only. */
function notOnPlatform(
  os: OsName,
  request: CudaRequest,
  platform: string,
  at: SourceLocation | undefined,
): StrataError {
  return new StrataError({
    code: "cuda-not-available",
    message: `${showRequest(request)} on ${os} has no artifact for ${platform} that is known here`,
    fix: 'take Debian\'s own packages (`os: "debian12"` or `"debian13"` with owner \'apt\'), or leave CUDA out there',
    ...(at === undefined ? {} : { at }),
  })
}

function plainBase(os: OsName): CudaStageBase {
  return { base: { kind: "image", ...distributions[os].base } }
}

/**
 * Where CUDA comes from for an operating system: bases and packages of the builder and of the runtime, which gets the
 * smallest that the owner allows.
 * @throws StrataError `cuda-not-available` with the nearest valid combination as its fix.
 */
export function resolveCuda(
  os: OsName,
  request: CudaRequest,
  at?: SourceLocation,
  platform: string = defaultPlatform,
): ResolvedCuda {
  const { version, owner, cudnn } = request
  const plain = plainBase(os)
  if (owner === "none") {
    return { choice: { version, owner }, minimumDriver: "none", builder: plain, runtime: plain, warnings: [] }
  }
  if (!cudaCombinations(os, owner).some((each) => each.version === version && each.cudnn === cudnn))
    throw notAvailable(os, request, at)
  const choice: CudaChoice = { version, owner, ...(cudnn === undefined ? {} : { cudnn }) }

  const archive = distributions[os].cuda
  if (owner === "apt" && archive) {
    const { components, packages, minimumDriver } = archive
    if (!archive.platforms.includes(platform)) throw notOnPlatform(os, request, platform, at)
    return {
      choice,
      minimumDriver,
      builder: { ...plain, apt: { packages: packages.devel, components } },
      runtime: { ...plain, apt: { packages: packages.runtime, components } },
      warnings: [],
    }
  }

  const release = cudaCatalogue.releases.find((each) => each.version === version)
  if (!release) throw notAvailable(os, request, at)
  const { minimumDriver } = release
  // Wheels and conda packages bring all of their CUDA, so a distribution without images of NVIDIA's serves them as it is.
  if (!release.os[os]) return { choice, minimumDriver, builder: plain, runtime: plain, warnings: [] }
  if (platform !== defaultPlatform) throw notOnPlatform(os, request, platform, at)
  const warning = endOfLifeWarning(release, os)
  return {
    choice,
    minimumDriver,
    builder: { base: nvidiaImage(release, os, "devel", cudnn) },
    runtime: { base: nvidiaImage(release, os, owner === "base-image" ? "runtime" : "base", cudnn) },
    warnings: warning === undefined ? [] : [warning],
  }
}
