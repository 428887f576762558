import { apt, type CudaRequest, distributions, type Image, resolveCuda } from "strata-images"
import { cudaFor } from "../../base.ts"
import { cudaLibraries } from "../../cuda-libraries.ts"
import { type Contribution, cudaOf, type Setting } from "../contribution.ts"

/** CUDA 12.1 by wheels, for compute: PyTorch and JAX bring it and the base is the smallest there is. */
const wheels: CudaRequest = { version: "12.1.1", cudnn: 8, owner: "wheels" }

/** Whether the image itself stands on the devel flavour, as long as nothing sets builder and runtime apart. */
function isDevel({ cuda, split }: Setting["strategies"]): boolean {
  return !split && (cuda === "two" || cuda === "base")
}

/** The library's own way to CUDA, where the strategies lead to it. */
export function cudaRequest({ image, os, strategies }: Setting): CudaRequest | undefined {
  if (strategies.cuda === "components" || isDevel(strategies)) return undefined
  if (strategies.cuda !== "owner") return cudaOf[os]
  return image === "compute" ? wheels : cudaFor[os]
}

/** Where wheels own CUDA: those that the whole family has. */
export function cudaOfWheels(setting: Setting): Contribution {
  return cudaRequest(setting)?.owner === "wheels" ? { runtime: [cudaLibraries()] } : {}
}

/** Where CUDA is the distribution's: its compiler, headers and libraries in the image itself. */
export function cudaPackages({ os, strategies }: Setting): Contribution {
  const archive = distributions[os].cuda
  if (!isDevel(strategies) || !archive) return {}
  const { packages, components } = archive
  return {
    runtime: [
      apt({
        packages: packages.devel,
        components,
        recommends: strategies.recommends,
        because: "the images as they are stand on CUDA's devel flavour",
      }),
    ],
  }
}

/**
 * Where CUDA is NVIDIA's base image: the runtime stage begins at its devel flavour. The builder API has no word for
 * that, as nobody should do it.
 */
export function onDevelBase(image: Image, { os, strategies }: Setting): Image {
  if (!isDevel(strategies) || distributions[os].cuda) return image
  const { base } = resolveCuda(os, cudaOf[os]).builder
  const stages = image.stages.map((stage) =>
    stage.name === image.target
      ? { ...stage, ops: stage.ops.map((op) => (op.kind === "from" ? { ...op, source: base } : op)) }
      : stage,
  )
  return { ...image, stages }
}
