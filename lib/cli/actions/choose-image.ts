import { moduleProblem, type ResolvedImage, resolveImage } from "../../config/index.ts"
import type { OsName } from "../../distributions/index.ts"
import { didYouMean, type Problem, throwIfAny } from "../../errors/index.ts"
import type { Definition } from "../../image/index.ts"
import { architectureWord, type Image, type PlatformName } from "../../ir/index.ts"
import type { Parsed } from "../command.ts"
import { argument, text } from "./options.ts"
import { platformsAsked } from "./platforms-asked.ts"

export interface ChosenImage extends ResolvedImage {
  readonly image: Image
  /** Absent for the definition itself. */
  readonly profile?: string
}

/** What was left out and what was taken for it, for people; empty where all was said. A platform is said by the build. */
export function defaultsTaken(chosen: ChosenImage, parsed: Parsed): string {
  const { image, definition } = chosen
  const taken = [
    ...(image.variant && text(parsed, "variant") === undefined && parsed.options.allVariants !== true
      ? [`--variant=${image.variant} (of ${definition.variants.join(", ")})`]
      : []),
    ...(text(parsed, "os") === undefined && definition.oses.length > 1
      ? [`--os=${image.os} (of ${definition.oses.join(", ")})`]
      : []),
  ]
  return taken.length === 0 ? "" : `taking ${taken.join(" and ")}`
}

function profileProblems({ profiles = {} }: Definition, profile: string | undefined): Problem[] {
  if (profile === undefined || Object.hasOwn(profiles, profile)) return []
  const names = Object.keys(profiles)
  const fix = names.length > 0 ? didYouMean(profile, names) : "this image has none: leave --profile out"
  return [{ code: "invalid-option", message: `there is no profile '${profile}'`, fix }]
}

/** What was said of the image; a command that takes one platform takes the first. */
interface Asked {
  readonly variant: string | undefined
  readonly os: string | undefined
  readonly platforms: readonly string[]
}

/** A definition would name the first thing that is wrong; a command line may have several. */
function choiceProblems(definition: Definition, { variant, os, platforms: asked }: Asked): Problem[] {
  const problems: Problem[] = []
  const { variants, oses, platforms } = definition
  if (variant !== undefined && !variants.includes(variant))
    problems.push({
      code: "unknown-variant",
      message: `there is no variant '${variant}'`,
      fix: variants.length > 0 ? didYouMean(variant, variants) : "this image has none: leave --variant out",
    })
  if (os !== undefined && !oses.some((name) => name === os))
    problems.push({ code: "unknown-os", message: `there is no os '${os}' for this image`, fix: didYouMean(os, oses) })
  for (const platform of asked)
    if (!platforms.includes(platform))
      problems.push({
        code: "unknown-platform",
        message: `this image is not defined for platform '${platform}'`,
        fix: didYouMean(platform, platforms),
      })
  return problems
}

/** Which image of a definition; what is absent is its first. */
export interface Choice {
  readonly variant: string | undefined
  readonly os: string | undefined
  readonly platform: string | undefined
}

/** Composing runs the user's own code: what that throws is shown with its place there. */
export function compose(
  definition: Definition,
  { variant, os, platform }: Choice,
  name: string,
  profile: string | undefined,
): Image {
  try {
    const composeProfile = profile === undefined ? undefined : definition.profiles?.[profile]
    if (composeProfile) return composeProfile(variant, os as OsName | undefined, platform as PlatformName | undefined)
    return definition.image(variant, os as OsName | undefined, platform)
  } catch (error) {
    throw moduleProblem(error, name)
  }
}

/**
 * The image that a command line names: by image, variant, distribution and platform.
 * @throws StrataError `unknown-variant`, `unknown-os`, `unknown-platform`, what `resolveImage` throws, and what composing it throws
 */
export async function chooseImage(parsed: Parsed): Promise<ChosenImage> {
  const name = argument(parsed, 0)
  const asked = { variant: text(parsed, "variant"), os: text(parsed, "os"), platforms: platformsAsked(parsed) }
  const resolved = await resolveImage(name)
  const profile = text(parsed, "profile")
  const { definition } = resolved
  throwIfAny([...choiceProblems(definition, asked), ...profileProblems(definition, profile)])
  const image = compose(definition, { ...asked, platform: asked.platforms[0] }, name, profile)
  return { ...resolved, image, ...(profile === undefined ? {} : { profile }) }
}

/** How much an image does: packages that its steps say they install, then steps. */
function weightOf({ stages }: Image): readonly [packages: number, ops: number] {
  const ops = stages.flatMap((stage) => stage.ops)
  const installs = ops.flatMap((op) => (op.kind === "exec" ? (op.installs ?? []) : []))
  return [installs.reduce((sum, { packages }) => sum + packages.length, 0), ops.length]
}

function byWeight(a: ChosenImage, b: ChosenImage): number {
  const [[packagesOfA, opsOfA], [packagesOfB, opsOfB]] = [weightOf(a.image), weightOf(b.image)]
  return packagesOfA - packagesOfB || opsOfA - opsOfB
}

/**
 * The same image in each variant, the smallest first, so that each builds on the layers of the one before; and each for
 * every platform that was asked for.
 */
export function everyImage(chosen: ChosenImage, parsed: Parsed): readonly ChosenImage[] {
  const { definition, image, profile } = chosen
  const { os } = image
  const [asked, everyVariant] = [platformsAsked(parsed), parsed.options.allVariants === true]
  const variants = everyVariant && definition.variants.length > 0 ? definition.variants : [image.variant]
  const platforms = asked.length > 0 ? asked : [image.platform]
  const name = argument(parsed, 0)
  const composed = variants
    .map((variant) =>
      platforms.map((platform) => ({
        ...chosen,
        image: compose(definition, { variant, os, platform }, name, profile),
      })),
    )
    .sort(([a = chosen], [b = chosen]) => byWeight(a, b))
  return composed.flat()
}

/**
 * Tag of an image where none is given, whatever its platform: the definition's own for the variant, else what sets it apart.
 * `allOses`: beside the same variant on other distributions, only the first one can have the definition's own tag.
 */
export function tagOfPlatforms({ image, definition, profile }: ChosenImage, allOses = false): string {
  const apart = [image.variant, image.os].filter(Boolean).join("-")
  // A profile's image must not take the name of the definition's own.
  if (profile !== undefined) return `${image.name}:${profile}-${apart}`
  const own = (image.variant === undefined ? undefined : definition.tags[image.variant]) ?? apart
  const isAmbiguous = allOses && image.os !== definition.oses[0] && !own.endsWith(image.os)
  return `${image.name}:${isAmbiguous ? `${own}-${image.os}` : own}`
}

/** Tag of an image where none is given. For a platform that is not the definition's first, that is at its end. */
export function defaultTag(chosen: ChosenImage, allOses = false): string {
  const { definition, image } = chosen
  const tag = tagOfPlatforms(chosen, allOses)
  return image.platform === definition.platforms[0] ? tag : `${tag}-${architectureWord(image.platform)}`
}
