import { apt, type Component, type Step, venv } from "strata-images"
import list from "./lists/frameworks.json" with { type: "json" }

const packages = [...list.torch, ...list.jax, ...list.numeric, ...list.data, ...list.models]

/** Triton, behind `torch.compile`, compiles a launcher in C against Python's headers the first time a kernel runs. */
const tritonNeeds = apt({
  packages: ["gcc", "libc6-dev", "python3-dev"],
  because: "Triton compiles its launchers at run time",
})

/** One environment whose wheels bring one CUDA for both frameworks, with the numeric, data and model packages. */
export function torchAndJax(): readonly [Component<"cuda:wheels">, Step] {
  return [venv({ packages, cuda: "wheels" }), tritonNeeds]
}

/** The same on a base that has a CUDA too: it says nothing of its own, or the rules would refuse the two. */
export function torchAndJaxBesideCuda(): readonly [Component, Step] {
  return [venv({ packages }), tritonNeeds]
}
