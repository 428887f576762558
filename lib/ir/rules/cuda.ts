import type { CudaOwner } from "../cuda.ts"
import type { AnyOp } from "../op.ts"
import { eachOp, opProblem, type Rule } from "./rule.ts"

const aptCuda = /^(libcudart|libcublas|libcublaslt|libcudnn|cuda-|nvidia-cuda-|nvidia-cudnn)/
const pipCuda = /^nvidia-(cublas|cuda|cudnn|cufft|curand|cusolver|cusparse|nccl|nvjitlink)/
/** Reference names of base images that bring CUDA. */
const cudaImage = /(^|\/)nvidia\/cuda:/

/** Which owner the things an op brings belong to, or undefined when it brings no CUDA. */
export function cudaOwnerOf(op: AnyOp): CudaOwner | undefined {
  // The base flavour holds only cudart and is what `wheels` and `conda` stand on.
  if (op.kind === "from")
    return op.source.kind === "image" && cudaImage.test(op.source.ref) && !/-base-/.test(op.source.ref)
      ? "base-image"
      : undefined
  if (op.kind !== "exec" && op.kind !== "copy") return undefined
  if (op.cuda !== undefined) return op.cuda
  if (op.kind === "copy") return undefined
  for (const install of op.installs ?? []) {
    if (install.ecosystem === "apt" && install.packages.some((name) => aptCuda.test(name))) return "apt"
    if (install.ecosystem === "pip" && install.packages.some((name) => pipCuda.test(name))) return "wheels"
    if (install.ecosystem === "conda" && install.packages.some((name) => /^(cuda-|cudatoolkit|cudnn)/.test(name)))
      return "conda"
  }
  return undefined
}

/** One image has one owner of CUDA; a second copy is gigabytes that nothing loads. */
const oneCudaOwner: Rule = (image) => {
  const owner = image.cuda?.owner
  let first: { owner: CudaOwner; step: string } | undefined =
    owner === undefined ? undefined : { owner, step: "cuda()" }
  return eachOp(image, (stage, op) => {
    const brings = stage.kind === "runtime" ? cudaOwnerOf(op) : undefined
    if (brings === undefined) return undefined
    first ??= { owner: brings, step: op.origin.step }
    if (brings === first.owner) return undefined
    return opProblem(
      stage,
      op,
      `brings CUDA as '${brings}', but ${first.step} already made '${first.owner}' its owner`,
      `choose one: .cuda({ owner: "${brings}" }), or leave this step out`,
    )
  })
}

export const cudaRules: readonly Rule[] = [oneCudaOwner]
