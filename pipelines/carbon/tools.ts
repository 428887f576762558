import { defineVariants, npmGlobals, npmSets, type OsName, type Step } from "strata-images"
import { carbonBase } from "./base.ts"
import { creativeApps, developerTools, emulators, recording } from "./tools-parts.ts"

/**
 * carbon-tools with applications of its own choice: all of carbon-base, languages and debuggers, and with a desktop these
 * applications. Node's commands come last: nothing else changes with their versions.
 */
export function carbonTools<const V extends "desktop" | "server">(
  variant: V,
  os: OsName,
  applications: readonly Step[],
) {
  return carbonBase("carbon-tools", variant, os)
    .with(developerTools())
    .when("desktop", ...applications)
    .with(npmGlobals({ ...npmSets.dev, ...npmSets.serve }, { stage: "npm-moved" }))
    .user("carbon", { uid: 1000 })
}

/**
 * carbon-tools: all of carbon-base, then languages and debuggers, and with a desktop the creative applications, emulators and
 * recorders. Without a desktop only what works in a terminal, so `server` is all there is beside it.
 */
export default defineVariants(
  ["desktop", "server"],
  (variant, os) => carbonTools(variant, os, [creativeApps(), emulators(), recording()]),
  { os: ["ubuntu22.04", "debian12"], tags: { desktop: "latest-gpu", server: "latest-gpu-server" } },
)
