import type { Image } from "strata-images"
import { carbon } from "./carbon.ts"
import type { CarbonImage, CarbonVariant, LegacyOs } from "./contribution.ts"
import { type ProfileName, profile } from "./profiles.ts"

/**
 * An image of the family with a profile's strategies at work.
 * @throws StrataError `unknown-variant` for a variant that the profile does not make possible.
 */
export function profileImage(
  image: CarbonImage,
  name: ProfileName,
  variant: CarbonVariant = "desktop",
  os: LegacyOs = "debian12",
): Image {
  return carbon(image, variant, os, profile(name).strategies)
}
