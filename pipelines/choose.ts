import { type Definition, type Image, type OsName, type PlatformName, StrataError } from "strata-images"

/** Which image of a family; what is absent is the family's first. */
export interface Choice {
  readonly variant?: string
  readonly os?: OsName
  /** `os/arch`, e.g. `linux/arm64`. */
  readonly platform?: string
  /** Another composition of the image, by the name that the definition gives it. */
  readonly profile?: string
}

/**
 * The image of a family that is meant.
 * @throws StrataError `unknown-variant`, `unknown-os`, `unknown-platform`, `invalid-option` for a profile that there is none of
 */
export function choose(definition: Definition, { variant, os, platform, profile }: Choice = {}): Image {
  if (profile === undefined) return definition.image(variant, os, platform)
  const { profiles = {} } = definition
  const compose = Object.hasOwn(profiles, profile) ? profiles[profile] : undefined
  if (compose !== undefined) return compose(variant, os, platform as PlatformName | undefined)
  const names = Object.keys(profiles)
  throw new StrataError({
    code: "invalid-option",
    message: `there is no profile '${profile}'`,
    fix: names.length === 0 ? "this image has none: leave the profile out" : `take one of ${names.join(", ")}`,
  })
}
