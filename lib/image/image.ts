import { type CudaRequest, resolveCuda } from "../cuda/index.ts"
import type { OsName } from "../distributions/index.ts"
import { StrataError, throwIfAny } from "../errors/index.ts"
import { type CudaOwner, defaultPlatform, type Image, type StageKind, validateImage } from "../ir/index.ts"
import { type CopiedPath, type CopyOptions, copyFromStage } from "../steps/files/files.ts"
import { originHere } from "../steps/origin.ts"
import { type UserOptions, user } from "../steps/settings/user.ts"
import type { Component, Step, Trait } from "../steps/step.ts"
import type { AcceptAll, AnyPart, TypeMessage } from "./accept.ts"
import {
  addComponent,
  addCuda,
  addStage,
  addSteps,
  builderStage,
  type Draft,
  emptyDraft,
  finishDraft,
  runtimeStage,
} from "./draft.ts"

export interface ImageOptions<V extends string> {
  /** Distribution it stands on. */
  readonly os: OsName
  /** Variant it is; `defineVariants` fills it in. */
  readonly variant?: V
  /** `os/arch[/variant]`; default `linux/amd64`. In a definition of several platforms: the one that it hands in. */
  readonly platform?: string
}

/** A condition of `.when`: a truth, or the variant (or variants) in which the parts are wanted. */
export type Condition = boolean | string | readonly string[]
type VariantsOf<Cond> = Cond extends string ? Cond : Cond extends readonly (infer Name extends string)[] ? Name : never

/**
 * An image being composed: every call returns a new value and changes nothing.
 * `Names` are its stages, `V` its possible variants, `C` the owner of its CUDA.
 */
export interface ImageBuilder<Names extends string, V extends string, C> {
  readonly kind: "image-builder"
  /**
   * Chooses who brings CUDA: the builder stage gets the devel flavour, the runtime the smallest that the owner allows. Where
   * that means packages of the distribution, they are installed where this stands among the steps.
   */
  cuda<const O extends CudaOwner>(
    request: [C] extends [never]
      ? CudaRequest & { readonly owner: O }
      : TypeMessage<`two owners of CUDA: '${C & string}' was chosen before`>,
  ): ImageBuilder<Names, V, O>
  /** Adds steps and components to the runtime stage. */
  with<Parts extends readonly unknown[]>(...parts: AcceptAll<Parts, V, C>): ImageBuilder<Names, V, C>
  /** Adds steps to the builder stage, which never ships. */
  build(...steps: readonly Step<Trait>[]): ImageBuilder<Names, V, C>
  /** Adds parts only where the condition holds: `.when("desktop", ...)`, `.when(os === "debian12", ...)`. */
  when<const Cond extends Condition, Parts extends readonly unknown[]>(
    condition: Cond,
    ...parts: AcceptAll<Parts, VariantsOf<Cond>, C>
  ): ImageBuilder<Names, V, C>
  /** Adds a stage of its own. `from`: `base` (the plain distribution, the default), or a stage defined before. */
  stage<const N extends string>(
    name: N extends Names ? TypeMessage<`stage '${N}' is already defined`> : N,
    options: { readonly kind?: StageKind; readonly from?: Names | "base" },
    ...steps: readonly Step<Trait>[]
  ): ImageBuilder<Names | N, V, C>
  /** Copies paths out of another stage into the runtime stage. */
  copyFrom<const N extends string>(
    stage: N extends Names ? N : TypeMessage<`there is no stage '${N}'`>,
    paths: readonly CopiedPath[],
    options?: CopyOptions,
  ): ImageBuilder<Names, V, C>
  /** Makes a user and runs what follows, and the container, as that user. */
  user(name: string, options?: UserOptions): ImageBuilder<Names, V, C>
  /** The same image as another variant. */
  as<const W extends string>(variant: W): ImageBuilder<Names, W, C>
  /**
   * The image definition: frozen plain data.
   * @throws StrataError `invalid-image` with every problem found.
   */
  toImage(): Image
}

function addPart(draft: Draft, part: AnyPart): Draft {
  return typeof part === "function"
    ? addSteps(draft, runtimeStage, [part])
    : addComponent(draft, part as Component<Trait>)
}

function holds(condition: Condition, draft: Draft): boolean {
  if (typeof condition === "boolean") return condition
  if (draft.variant === undefined) {
    throw new StrataError({
      code: "invalid-image",
      message: `.when(${JSON.stringify(condition)}): image '${draft.name}' has no variant yet`,
      fix: "give it to image(): image(name, { os, variant })",
    })
  }
  return typeof condition === "string" ? condition === draft.variant : condition.includes(draft.variant)
}

/** The one implementation; its types are the interface's business, so it is written without them. */
function builder(draft: Draft): unknown {
  return Object.freeze({
    kind: "image-builder",
    cuda(request: CudaRequest): unknown {
      const origin = originHere(`cuda(${request.version}, ${request.owner})`)
      if (draft.cuda) {
        throw new StrataError({
          code: "invalid-image",
          message: `two owners of CUDA: '${draft.cuda.resolved.choice.owner}' was chosen before, now '${request.owner}'`,
          fix: "call .cuda() once",
          ...(origin.at ? { at: origin.at } : {}),
        })
      }
      return builder(addCuda(draft, resolveCuda(draft.os, request, origin.at, draft.platform), origin))
    },
    with: (...parts: readonly AnyPart[]): unknown => builder(parts.reduce(addPart, draft)),
    build: (...steps: readonly Step<Trait>[]): unknown => builder(addSteps(draft, builderStage, steps)),
    when: (condition: Condition, ...parts: readonly AnyPart[]): unknown =>
      builder(holds(condition, draft) ? parts.reduce(addPart, draft) : draft),
    stage(name: string, options: { kind?: StageKind; from?: string }, ...steps: readonly Step<Trait>[]): unknown {
      const origin = originHere(`stage(${name})`)
      return builder(
        addStage(draft, { name, kind: options.kind ?? "builder", from: options.from ?? "base", origin }, steps),
      )
    },
    copyFrom(stage: string, paths: readonly CopiedPath[], options?: CopyOptions): unknown {
      return builder(addSteps(draft, runtimeStage, [copyFromStage(stage, paths, options)]))
    },
    user: (name: string, options?: UserOptions): unknown =>
      builder(addSteps(draft, runtimeStage, [user(name, options)])),
    as: (variant: string): unknown => builder({ ...draft, variant }),
    toImage(): Image {
      const image = finishDraft(draft)
      throwIfAny(validateImage(image))
      return image
    },
  })
}

/**
 * Begins an image.
 * @example image("tool", { os: "debian12" }).with(apt("git")).user("dev")
 * @throws StrataError `unknown-os`
 */
export function image<const V extends string = never>(
  name: string,
  options: ImageOptions<V>,
): ImageBuilder<"builder" | "runtime", V, never> {
  const draft = emptyDraft({
    name,
    os: options.os,
    ...(options.variant === undefined ? {} : { variant: options.variant }),
    platform: options.platform ?? defaultPlatform,
    origin: originHere(`image(${name})`),
  })
  return builder(draft) as ImageBuilder<"builder" | "runtime", V, never>
}
