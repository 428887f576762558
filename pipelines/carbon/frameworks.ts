import { apt, type Component, type Step, venv } from "strata-images"
import { cudaLibraries, cudaStage } from "./cuda-libraries.ts"
import list from "./lists/frameworks.json" with { type: "json" }

/** Numeric, data and model packages, whatever framework they are used with. */
const around = [...list.numeric, ...list.data, ...list.models]
const torchAndJaxPackages = [...list.torch, ...list.jax, ...around]

/** An environment whose wheels own CUDA. */
export interface Environment {
  /** Of CUDA, what other images of the family have too: it stands below everything in which they differ. */
  readonly shared: readonly Component<"cuda:wheels">[]
  /** The frameworks, and what the image needs beside them. */
  readonly own: readonly [Component<"cuda:wheels">, ...Step[]]
}

/** Triton, behind `torch.compile`, compiles a launcher in C against Python's headers the first time a kernel runs. */
const tritonNeeds = apt({
  packages: ["gcc", "libc6-dev", "python3-dev"],
  because: "Triton compiles its launchers at run time",
})

/**
 * Tests, manuals and archives of packages that are only used. The layer is the same in every variant, whatever is below it.
 */
const asUsed = { remove: ["tests", "documentation", "static-archives"], link: true } as const

/** PyTorch and JAX in one environment: they agree on a CUDA, so it is there once for both, and for the whole family. */
export function torchAndJax(): Environment {
  return {
    shared: [cudaLibraries()],
    own: [
      venv({ packages: torchAndJaxPackages, name: "PyTorch and JAX", on: cudaStage, cuda: "wheels", ...asUsed }),
      tritonNeeds,
    ],
  }
}

/** TensorFlow, whose pins of CUDA and cuDNN nothing else can share. XLA brings `ptxas` and libdevice in its wheels. */
export function tensorflow(): Environment {
  return {
    shared: [],
    own: [venv({ packages: [...list.tensorflow, ...around], name: "TensorFlow", cuda: "wheels", ...asUsed })],
  }
}

/** PyTorch and JAX on a base that has a CUDA too: it says nothing of its own, or the rules would refuse the two. */
export function torchAndJaxBesideCuda(): readonly [Component, Step] {
  return [venv({ packages: torchAndJaxPackages }), tritonNeeds]
}
