import { apt, defineVariants, image, node, npmGlobals, npmSets, python } from "strata-images"
import { comforts, commandLine } from "./base.ts"
import { coreDesktop } from "./core-desktop.ts"
import { torchAndJax } from "./torch-and-jax.ts"

/**
 * carbon-compute: PyTorch and JAX in one environment whose wheels own CUDA, so it stands on the smallest base there is and
 * not on carbon-base, whose CUDA nothing here would load. The environment comes before the desktop: all variants share it.
 */
export default defineVariants(
  ["desktop", "minimal", "server"],
  (variant, os) =>
    image("carbon-compute", { os, variant })
      .cuda({ version: "12.1.1", cudnn: 8, owner: "wheels" })
      .with(apt(...commandLine), python(), node({ major: 22 }), npmGlobals(npmSets.essential))
      .with(...torchAndJax(), npmGlobals(npmSets.dev, { stage: "npm-moved" }))
      .when(["minimal", "desktop"], apt(...comforts))
      .when("desktop", ...coreDesktop(os))
      .user("carbon", { uid: 1000 }),
  {
    // PyTorch 2.4 has wheels for their Pythons.
    os: ["ubuntu22.04", "debian12"],
    tags: { desktop: "latest-gpu", minimal: "latest-gpu-minimal", server: "latest-gpu-server" },
  },
)
