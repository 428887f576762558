import { apt, type Component, type Step, venv } from "strata-images"
import list from "./lists/frameworks.json" with { type: "json" }

/** Numeric, data and model packages, whatever framework they are used with. */
const around = [...list.numeric, ...list.data, ...list.models]
const torchAndJaxPackages = [...list.torch, ...list.jax, ...around]

/** An environment whose wheels own CUDA, and what the image needs beside it. */
export type Environment = readonly [Component<"cuda:wheels">, ...Step[]]

/** Triton, behind `torch.compile`, compiles a launcher in C against Python's headers the first time a kernel runs. */
const tritonNeeds = apt({
  packages: ["gcc", "libc6-dev", "python3-dev"],
  because: "Triton compiles its launchers at run time",
})

/** PyTorch and JAX in one environment: they agree on a CUDA, so it is there once for both. */
export function torchAndJax(): Environment {
  return [venv({ packages: torchAndJaxPackages, cuda: "wheels" }), tritonNeeds]
}

/** TensorFlow, whose pins of CUDA and cuDNN nothing else can share. XLA brings `ptxas` and libdevice in its wheels. */
export function tensorflow(): Environment {
  return [venv({ packages: [...list.tensorflow, ...around], cuda: "wheels" })]
}

/** PyTorch and JAX on a base that has a CUDA too: it says nothing of its own, or the rules would refuse the two. */
export function torchAndJaxBesideCuda(): readonly [Component, Step] {
  return [venv({ packages: torchAndJaxPackages }), tritonNeeds]
}
