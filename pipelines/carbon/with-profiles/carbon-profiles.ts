import { type OsName, type PlatformName, type Profile, StrataError } from "strata-images"
import { type CarbonImage, type CarbonVariant, type LegacyOs, legacyOses } from "../legacy/contribution.ts"
import { profileImage } from "../legacy/profile-image.ts"
import { profileNames } from "../legacy/profiles.ts"

function legacyOs(os: OsName | undefined): LegacyOs | undefined {
  if (os === undefined) return undefined
  const found = legacyOses.find((each) => each === os)
  if (found !== undefined) return found
  throw new StrataError({
    code: "unknown-os",
    message: `the profiles change legacy images, and there is none for '${os}'`,
    fix: `--os=${legacyOses.join(" or --os=")}`,
  })
}

/** @throws StrataError `unknown-platform` */
function legacyPlatform(platform: PlatformName = "linux/amd64"): void {
  if (platform === "linux/amd64") return
  throw new StrataError({
    code: "unknown-platform",
    message: `the profiles change legacy images, and there is none for '${platform}'`,
    fix: "--platform=linux/amd64",
  })
}

/** The plan's phases and options of an image, each a set of strategies over the image as it was. */
export function carbonProfiles(image: CarbonImage): Readonly<Record<string, Profile<CarbonVariant>>> {
  return Object.fromEntries(
    profileNames.map((name) => [
      name,
      (variant, os, platform) => {
        legacyPlatform(platform)
        return profileImage(image, name, variant, legacyOs(os))
      },
    ]),
  )
}
