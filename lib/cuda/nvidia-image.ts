import type { OsName } from "../distributions/index.ts"
import type { BaseSource } from "../ir/index.ts"
import { type CudaFlavour, type CudaRelease, cudaCatalogue } from "./catalogue.ts"

/** Base image of a release that is published for `os`, pinned where its digest is known. The `base` flavour has no cuDNN. */
export function nvidiaImage(release: CudaRelease, os: OsName, flavour: CudaFlavour, cudnn?: number): BaseSource {
  const word = cudnn === undefined || flavour === "base" ? undefined : release.os[os]?.cudnn[cudnn]
  const tag = [release.version, word, flavour, os].filter((part) => part !== undefined).join("-")
  const digest = release.digests?.[tag]
  return {
    kind: "image",
    ref: `${cudaCatalogue.repository}:${tag}`,
    ...(digest === undefined ? {} : { digest }),
  }
}
