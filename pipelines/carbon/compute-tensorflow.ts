import { defineVariants } from "strata-images"
import { carbonCompute, computeOses } from "./compute.ts"
import { tensorflow } from "./frameworks.ts"

/** carbon-compute with TensorFlow in place of PyTorch and JAX: what legacy has as a second environment in one image. */
export default defineVariants(
  ["desktop", "minimal", "server"],
  (variant, os) => carbonCompute("carbon-compute-tensorflow", variant, os, tensorflow()),
  { os: computeOses, tags: { desktop: "latest-gpu", minimal: "latest-gpu-minimal", server: "latest-gpu-server" } },
)
