import { type Image, lazy, type Profile } from "strata-images"
import { carbonLazySet } from "./lazy-set.ts"
import { carbonTools } from "./tools.ts"
import { creativeAppsBut, recording } from "./tools-parts.ts"

/**
 * carbon-tools with strategy 7 at work: Blender, OBS Studio and the emulators are offered, not held. In `server`, which has
 * no application, there is nothing to offer.
 */
export const toolsLazy: Profile<"desktop" | "server"> = (variant = "desktop", os = "debian12"): Image => {
  const installers = carbonLazySet()
  const offered = new Set(installers.flatMap(({ source }) => (source.kind === "apt" ? source.packages : [])))
  return carbonTools(variant, os, [creativeAppsBut(offered), recording(), lazy(...installers)]).toImage()
}
