import { apt, defineVariants, npmGlobals, npmSets, type OsName } from "strata-images"
import { carbonCore, comforts } from "./base.ts"
import { coreDesktop } from "./core-desktop.ts"
import { type Environment, torchAndJax } from "./frameworks.ts"

/** PyTorch 2.4 and TensorFlow 2.17 have wheels for the Pythons of these. */
export const computeOses = ["ubuntu22.04", "debian12"] as const

/**
 * carbon-compute with an environment of a framework whose wheels own CUDA. So it stands on the smallest base there is and
 * not on carbon-base, whose CUDA nothing here would load. The environment comes before the desktop: variants share it.
 */
export function carbonCompute<const V extends "desktop" | "minimal" | "server">(
  name: string,
  variant: V,
  os: OsName,
  environment: Environment,
) {
  return carbonCore(name, variant, os)
    .cuda({ version: "12.1.1", cudnn: 8, owner: "wheels" })
    .with(...environment, npmGlobals(npmSets.dev, { stage: "npm-moved" }))
    .when(["minimal", "desktop"], apt(...comforts))
    .when("desktop", ...coreDesktop(os))
    .user("carbon", { uid: 1000 })
}

export default defineVariants(
  ["desktop", "minimal", "server"],
  (variant, os) => carbonCompute("carbon-compute", variant, os, torchAndJax()),
  { os: computeOses, tags: { desktop: "latest-gpu", minimal: "latest-gpu-minimal", server: "latest-gpu-server" } },
)
