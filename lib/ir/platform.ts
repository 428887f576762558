/** Platforms that the library's own steps bring artifacts for. An image may name any other: what it fetches has to be there. */
export const platformNames = ["linux/amd64", "linux/arm64"] as const

export type PlatformName = (typeof platformNames)[number]

/** What an image is for that names no platform. */
export const defaultPlatform = "linux/amd64" satisfies PlatformName

/**
 * What sets names apart that belong to a platform: nothing for the default, `arm64` for `linux/arm64`, `arm-v7` for
 * `linux/arm/v7`. So names of images that were there before a second platform stay what they are.
 */
export function platformWord(platform: string): string | undefined {
  return platform === defaultPlatform ? undefined : architectureWord(platform)
}

/** A platform in one word: `amd64`, `arm64`, `arm-v7`. */
export function architectureWord(platform: string): string {
  return platform.split("/").slice(1).join("-")
}

/** Debian's architectures by platform (Debian's `cputable` and `ostable`; Go's `GOARCH`). */
const debianNames: Readonly<Record<string, string>> = {
  "linux/amd64": "amd64",
  "linux/arm64": "arm64",
  "linux/386": "i386",
  "linux/arm/v5": "armel",
  "linux/arm/v7": "armhf",
  "linux/ppc64le": "ppc64el",
  "linux/riscv64": "riscv64",
  "linux/s390x": "s390x",
}

/** What Debian calls the architecture of a platform: `linux/ppc64le` is `ppc64el`, `linux/arm64/v8` is `arm64`. */
export function debianArchitecture(platform: string): string {
  return debianNames[platform] ?? platform.split("/")[1] ?? platform
}

/** Platforms of Debian's that each of these lists of architectures has. */
export function platformsOfDebian(architectures: readonly (readonly string[])[]): readonly string[] {
  return Object.entries(debianNames).flatMap(([platform, name]) =>
    architectures.every((list) => list.includes(name)) ? [platform] : [],
  )
}
