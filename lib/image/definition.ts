import { isOsName, type OsName, osNames } from "../distributions/index.ts"
import { didYouMean, StrataError } from "../errors/index.ts"
import { defaultPlatform, type Image, type PlatformName } from "../ir/index.ts"
import type { ImageBuilder } from "./image.ts"

/** Any image builder, whatever its stages, variants and CUDA. */
export type AnyBuilder = Pick<ImageBuilder<never, never, never>, "kind" | "toImage"> & {
  as(variant: string): { toImage(): Image }
}

/** A family of images that differ by variant and distribution: what a module of images exports. */
export interface Definition<V extends string = string> {
  readonly kind: "definition"
  /** The first is the default; empty where the image has no variants. */
  readonly variants: readonly V[]
  /** The first is the default. */
  readonly oses: readonly OsName[]
  /** The first is the default. */
  readonly platforms: readonly string[]
  /** Tag of each variant; see {@link tagOf}. */
  readonly tags: Readonly<Partial<Record<V, string>>>
  /** Other compositions of the same image, by name: see {@link withProfiles}. */
  readonly profiles?: Readonly<Record<string, Profile<V>>>
  /**
   * @throws StrataError `unknown-variant`, `unknown-os`, `unknown-platform`, `invalid-image` where it is composed for
   * another platform than was asked for, or what composing the image throws.
   */
  image(variant: V | undefined, os: OsName | undefined, platform?: string): Image
}

/**
 * Composes an image in another way; a variant or distribution that was not asked for is its own choice. Written as a
 * method, as `Definition.image` is, so that a definition of some variants is one of any.
 */
export type Profile<V extends string = string> = {
  compose(variant: V | undefined, os: OsName | undefined, platform?: PlatformName): Image
}["compose"]

interface Choices {
  /** Distributions it is defined for, the default first. Default: all. */
  readonly os?: readonly OsName[]
  /** Platforms it is defined for, the default first. Default: `linux/amd64` alone. */
  readonly platforms?: readonly [PlatformName, ...PlatformName[]]
}

export interface VariantOptions<V extends string> extends Choices {
  /** Tag per variant, e.g. `{ server: "latest-gpu-server" }`. */
  readonly tags?: Readonly<Partial<Record<V, string>>>
}

type Compose<V extends string> = (variant: V, os: OsName, platform: PlatformName) => AnyBuilder
type ComposeEach<V extends string> = { readonly [K in V]: (os: OsName, platform: PlatformName) => AnyBuilder }

const onlyDefault = [defaultPlatform] as const

/** What was composed, if it is for the platform that was asked for: steps have chosen what they fetch by then. */
function composedFor(platform: string, image: Image): Image {
  if (image.platform === platform) return image
  throw new StrataError({
    code: "invalid-image",
    message: `'${image.name}' was to be for ${platform} and is composed for ${image.platform}`,
    fix: "hand the platform on: (variant, os, platform) => image(name, { os, variant, platform })",
  })
}

function choose<T extends string>(
  what: "variant" | "os" | "platform",
  asked: string | undefined,
  known: readonly T[],
): T {
  const chosen = asked ?? known[0]
  const found = known.find((name) => name === chosen)
  if (found !== undefined) return found
  throw new StrataError({
    code: `unknown-${what}`,
    message: `there is no ${what} '${chosen}'`,
    fix: didYouMean(String(chosen), known),
  })
}

/**
 * Defines one image per variant: with one function for all, or with one function for each (then the compiler sees to
 * it that none is missing). A definition of several platforms hands the one that is wanted on to `image`.
 * @example defineVariants(["desktop", "server"], (variant, os) => image("x", { os, variant }).when("desktop", ...))
 */
export function defineVariants<const V extends string>(
  variants: readonly [V, ...V[]],
  compose: Compose<V> | ComposeEach<V>,
  options: VariantOptions<V> = {},
): Definition<V> {
  const { os: oses = osNames, platforms = onlyDefault } = options
  return Object.freeze({
    kind: "definition",
    variants: [...variants],
    oses: [...oses],
    platforms: [...platforms],
    tags: { ...options.tags } as Readonly<Partial<Record<V, string>>>,
    image(variant: V | undefined, os: OsName | undefined, platform?: string): Image {
      const chosenVariant = choose("variant", variant, variants)
      const chosenOs = choose("os", os, oses)
      const chosen = choose("platform", platform, platforms)
      const built =
        typeof compose === "function"
          ? compose(chosenVariant, chosenOs, chosen)
          : compose[chosenVariant](chosenOs, chosen)
      return composedFor(chosen, built.as(chosenVariant).toImage())
    },
  } as const)
}

/** An image without variants, for one or several distributions and platforms. */
export function defineImage(
  compose: (os: OsName, platform: PlatformName) => AnyBuilder,
  { os: oses = osNames, platforms = onlyDefault }: Choices = {},
): Definition<never> {
  return Object.freeze({
    kind: "definition",
    variants: [],
    oses: [...oses],
    platforms: [...platforms],
    tags: {},
    image(variant: string | undefined, os: OsName | undefined, platform?: string): Image {
      if (variant !== undefined)
        throw new StrataError({
          code: "unknown-variant",
          message: `there is no variant '${variant}'`,
          fix: "this image has none: leave --variant out",
        })
      const chosen = choose("platform", platform, platforms)
      return composedFor(chosen, compose(choose("os", os, oses), chosen).toImage())
    },
  } as const)
}

/**
 * The same definition with named other compositions of the image, for `--profile`: steps on the way from an old image to
 * a new one, say, so that each can be built and measured.
 */
export function withProfiles<V extends string>(
  definition: Definition<V>,
  profiles: Readonly<Record<string, Profile<V>>>,
): Definition<V> {
  const { platforms } = definition
  const checked = Object.entries<Profile<V>>(profiles).map(([name, compose]): [string, Profile<V>] => [
    name,
    (variant, os, platform) => {
      const chosen = choose("platform", platform, platforms) as PlatformName
      return composedFor(chosen, compose(variant, os, chosen))
    },
  ])
  return Object.freeze({ ...definition, profiles: Object.freeze(Object.fromEntries(checked)) })
}

/** What a module may export as its image: a definition, or one finished composition. */
export function toDefinition(value: unknown): Definition | undefined {
  if (typeof value !== "object" || value === null || !("kind" in value)) return undefined
  if (value.kind === "definition") return value as Definition
  if (value.kind !== "image-builder") return undefined
  const single = (value as AnyBuilder).toImage()
  const os = isOsName(single.os) ? [single.os] : []
  // An image on its own may name any platform.
  return defineImage(() => value as AnyBuilder, { os, platforms: [single.platform as PlatformName] })
}
