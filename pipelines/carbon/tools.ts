import { defineVariants, npmGlobals, npmSets } from "strata-images"
import { carbonBase } from "./base.ts"
import { creativeApps, developerTools, emulators, recording } from "./tools-parts.ts"

/**
 * carbon-tools: all of carbon-base, then languages and debuggers, and with a desktop the creative applications, emulators and
 * recorders. Without a desktop only what works in a terminal, so `server` is all there is beside it.
 */
export default defineVariants(
  ["desktop", "server"],
  (variant, os) =>
    carbonBase("carbon-tools", variant, os)
      .with(developerTools())
      .when("desktop", creativeApps(), emulators(), recording())
      .with(npmGlobals({ ...npmSets.dev, ...npmSets.serve }, { stage: "npm-moved" }))
      .user("carbon", { uid: 1000 }),
  { os: ["ubuntu22.04", "debian12"], tags: { desktop: "latest-gpu", server: "latest-gpu-server" } },
)
