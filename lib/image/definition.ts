import { isOsName, type OsName, osNames } from "../distributions/index.ts"
import { didYouMean, StrataError } from "../errors/index.ts"
import type { Image } from "../ir/index.ts"
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
  /** Tag of each variant; see {@link tagOf}. */
  readonly tags: Readonly<Partial<Record<V, string>>>
  /** Other compositions of the same image, by name: see {@link withProfiles}. */
  readonly profiles?: Readonly<Record<string, Profile<V>>>
  /** @throws StrataError `unknown-variant`, `unknown-os`, or what composing the image throws. */
  image(variant: V | undefined, os: OsName | undefined): Image
}

/**
 * Composes an image in another way; a variant or distribution that was not asked for is its own choice. Written as a
 * method, as `Definition.image` is, so that a definition of some variants is one of any.
 */
export type Profile<V extends string = string> = {
  compose(variant: V | undefined, os: OsName | undefined): Image
}["compose"]

export interface VariantOptions<V extends string> {
  /** Distributions it is defined for, the default first. Default: all. */
  readonly os?: readonly OsName[]
  /** Tag per variant, e.g. `{ server: "latest-gpu-server" }`. */
  readonly tags?: Readonly<Partial<Record<V, string>>>
}

type Compose<V extends string> = (variant: V, os: OsName) => AnyBuilder
type ComposeEach<V extends string> = { readonly [K in V]: (os: OsName) => AnyBuilder }

function choose<T extends string>(what: "variant" | "os", asked: string | undefined, known: readonly T[]): T {
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
 * it that none is missing).
 * @example defineVariants(["desktop", "server"], (variant, os) => image("x", { os, variant }).when("desktop", ...))
 */
export function defineVariants<const V extends string>(
  variants: readonly [V, ...V[]],
  compose: Compose<V> | ComposeEach<V>,
  options: VariantOptions<V> = {},
): Definition<V> {
  const oses = options.os ?? osNames
  return Object.freeze({
    kind: "definition",
    variants: [...variants],
    oses: [...oses],
    tags: { ...options.tags } as Readonly<Partial<Record<V, string>>>,
    image(variant: V | undefined, os: OsName | undefined): Image {
      const chosenVariant = choose("variant", variant, variants)
      const chosenOs = choose("os", os, oses)
      const built = typeof compose === "function" ? compose(chosenVariant, chosenOs) : compose[chosenVariant](chosenOs)
      return built.as(chosenVariant).toImage()
    },
  } as const)
}

/** An image without variants, for one or several distributions. */
export function defineImage(
  compose: (os: OsName) => AnyBuilder,
  options: { readonly os?: readonly OsName[] } = {},
): Definition<never> {
  const oses = options.os ?? osNames
  return Object.freeze({
    kind: "definition",
    variants: [],
    oses: [...oses],
    tags: {},
    image(variant: string | undefined, os: OsName | undefined): Image {
      if (variant !== undefined)
        throw new StrataError({
          code: "unknown-variant",
          message: `there is no variant '${variant}'`,
          fix: "this image has none: leave --variant out",
        })
      return compose(choose("os", os, oses)).toImage()
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
  return Object.freeze({ ...definition, profiles: Object.freeze({ ...profiles }) })
}

/** What a module may export as its image: a definition, or one finished composition. */
export function toDefinition(value: unknown): Definition | undefined {
  if (typeof value !== "object" || value === null || !("kind" in value)) return undefined
  if (value.kind === "definition") return value as Definition
  if (value.kind !== "image-builder") return undefined
  const single = (value as AnyBuilder).toImage()
  const os = isOsName(single.os) ? [single.os] : []
  return defineImage(() => value as AnyBuilder, { os })
}
