import { distributions, type OsName } from "../distributions/index.ts"
import type { CudaOwner } from "../ir/index.ts"
import { cudaCatalogue } from "./catalogue.ts"

/** A version of CUDA with or without a major version of cuDNN. */
export interface CudaCombination {
  readonly version: string
  readonly cudnn?: number
}

function withEach(version: string, cudnn: readonly string[]): readonly CudaCombination[] {
  return [{ version }, ...cudnn.map((major) => ({ version, cudnn: Number(major) }))]
}

/** What NVIDIA publishes images of for `os`. */
function published(os: OsName): readonly CudaCombination[] {
  return cudaCatalogue.releases.flatMap(({ version, os: on }) => {
    const here = on[os]
    return here ? withEach(version, Object.keys(here.cudnn)) : []
  })
}

/** Every combination, for whatever os: what wheels or conda packages can bring along. */
function known(): readonly CudaCombination[] {
  return cudaCatalogue.releases.flatMap(({ version, os }) =>
    withEach(version, [...new Set(Object.values(os).flatMap(({ cudnn }) => Object.keys(cudnn)))]),
  )
}

/** Every valid combination for an operating system and an owner, oldest first; none for `none`, which has no CUDA. */
export function cudaCombinations(os: OsName, owner: CudaOwner): readonly CudaCombination[] {
  switch (owner) {
    case "base-image":
      return published(os)
    case "apt": {
      const { cuda } = distributions[os]
      return cuda ? [{ version: cuda.version }] : []
    }
    case "wheels":
    case "conda": {
      const images = published(os)
      return images.length > 0 ? images : known()
    }
    case "none":
      return []
  }
}
