import { apt, defineVariants, npmGlobals, npmSets, type OsName } from "strata-images"
import { carbonCore, comforts } from "./base.ts"
import { coreDesktop } from "./core-desktop.ts"
import { type Environment, torchAndJax } from "./frameworks.ts"

/** PyTorch 2.4 and TensorFlow 2.17 have wheels for the Pythons of these. */
export const computeOses = ["ubuntu22.04", "debian12"] as const

/**
 * carbon-compute with an environment of a framework whose wheels own CUDA. What it shares with carbon-base and carbon-tools
 * comes first and in their order, the desktop too: a host with all three stores it once.
 */
export function carbonCompute<const V extends "desktop" | "minimal" | "server">(
  name: string,
  variant: V,
  os: OsName,
  environment: Environment,
) {
  return carbonCore(name, variant, os)
    .cuda({ version: "12.1.1", cudnn: 8, owner: "wheels" })
    .with(...environment.shared)
    .when(["minimal", "desktop"], apt(...comforts))
    .when("desktop", ...coreDesktop(os))
    .with(...environment.own, npmGlobals(npmSets.dev, { stage: "npm-moved" }))
    .user("carbon", { uid: 1000 })
}

export default defineVariants(
  ["desktop", "minimal", "server"],
  (variant, os) => carbonCompute("carbon-compute", variant, os, torchAndJax()),
  { os: computeOses, tags: { desktop: "latest-gpu", minimal: "latest-gpu-minimal", server: "latest-gpu-server" } },
)
