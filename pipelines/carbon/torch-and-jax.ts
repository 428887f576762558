import { apt, type Component, type Step, venv } from "strata-images"
import list from "./lists/frameworks.json" with { type: "json" }

/** Triton, behind `torch.compile`, compiles a launcher in C against Python's headers the first time a kernel runs. */
const tritonNeeds = apt({
  packages: ["gcc", "libc6-dev", "python3-dev"],
  because: "Triton compiles its launchers at run time",
})

/** One environment whose wheels bring one CUDA for both frameworks, with the numeric, data and model packages. */
export function torchAndJax(): readonly [Component<"cuda:wheels">, Step] {
  return [
    venv({
      packages: [...list.torch, ...list.jax, ...list.numeric, ...list.data, ...list.models],
      cuda: "wheels",
    }),
    tritonNeeds,
  ]
}
