import { moduleProblem, type ResolvedImage, resolveImage } from "../../config/index.ts"
import type { OsName } from "../../distributions/index.ts"
import { didYouMean, type Problem, throwIfAny } from "../../errors/index.ts"
import type { Definition } from "../../image/index.ts"
import type { Image } from "../../ir/index.ts"
import type { Parsed } from "../command.ts"
import { argument, text } from "./options.ts"

export interface ChosenImage extends ResolvedImage {
  readonly image: Image
  /** Absent for the definition itself. */
  readonly profile?: string
}

/** What was left out and what was taken for it, for people; empty where all was said. */
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

/** A definition would name the first thing that is wrong; a command line may have several. */
function choiceProblems(definition: Definition, variant: string | undefined, os: string | undefined): Problem[] {
  const problems: Problem[] = []
  const { variants, oses } = definition
  if (variant !== undefined && !variants.includes(variant))
    problems.push({
      code: "unknown-variant",
      message: `there is no variant '${variant}'`,
      fix: variants.length > 0 ? didYouMean(variant, variants) : "this image has none: leave --variant out",
    })
  if (os !== undefined && !oses.some((name) => name === os))
    problems.push({ code: "unknown-os", message: `there is no os '${os}' for this image`, fix: didYouMean(os, oses) })
  return problems
}

/** Composing runs the user's own code: what that throws is shown with its place there. */
export function compose(
  definition: Definition,
  variant: string | undefined,
  os: string | undefined,
  name: string,
  profile?: string,
): Image {
  try {
    const composeProfile = profile === undefined ? undefined : definition.profiles?.[profile]
    if (composeProfile) return composeProfile(variant, os as OsName | undefined)
    return definition.image(variant, os as OsName | undefined)
  } catch (error) {
    throw moduleProblem(error, name)
  }
}

/**
 * The image that a command line names: by image, variant and distribution.
 * @throws StrataError `unknown-variant`, `unknown-os`, what `resolveImage` throws, and what composing it throws
 */
export async function chooseImage(parsed: Parsed): Promise<ChosenImage> {
  const name = argument(parsed, 0)
  const [variant, os] = [text(parsed, "variant"), text(parsed, "os")]
  const resolved = await resolveImage(name)
  const profile = text(parsed, "profile")
  const { definition } = resolved
  throwIfAny([...choiceProblems(definition, variant, os), ...profileProblems(definition, profile)])
  const image = compose(definition, variant, os, name, profile)
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

/** The same image in each variant, the smallest first, so that each builds on the layers of the one before. */
export function everyVariant(chosen: ChosenImage, parsed: Parsed): readonly ChosenImage[] {
  const { definition, image } = chosen
  if (definition.variants.length === 0) return [chosen]
  return definition.variants
    .map((variant) => ({
      ...chosen,
      image: compose(definition, variant, image.os, argument(parsed, 0), chosen.profile),
    }))
    .sort(byWeight)
}

/** Tag of an image where none is given: the definition's own for the variant, else what sets it apart. */
export function defaultTag({ image, definition, profile }: ChosenImage): string {
  // A profile's image must not take the name of the definition's own.
  if (profile !== undefined) return `${image.name}:${[profile, image.variant, image.os].filter(Boolean).join("-")}`
  const own = image.variant === undefined ? undefined : definition.tags[image.variant]
  return `${image.name}:${own ?? [image.variant, image.os].filter(Boolean).join("-")}`
}
