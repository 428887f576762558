import { type Component, onlyOn, venv } from "strata-images"
import list from "./lists/cuda-wheels.json" with { type: "json" }

/** Stage of {@link cudaLibraries}: what compute's environment stands on. */
export const cudaStage = "cuda"

/**
 * CUDA's libraries for the whole family, as the wheels that PyTorch and JAX ask for. Every program finds them by the loader;
 * compute adds its frameworks to the same environment. So a host with all three images has one CUDA.
 */
export function cudaLibraries(): Component<"cuda:wheels"> {
  return onlyOn(
    "linux/amd64",
    venv({
      packages: list.packages,
      name: "CUDA libraries",
      stage: cudaStage,
      libraries: ["nvidia/*/lib"],
      remove: ["static-archives"],
      activate: false,
      cuda: "wheels",
    }),
  )
}
