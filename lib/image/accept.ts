import type { CudaOwner, HeadlessVariant } from "../ir/index.ts"
import type { Component, Step, Trait } from "../steps/step.ts"

/** What the compiler shows where a program is wrong: the sentence stands in the error. */
export interface TypeMessage<Message extends string> {
  readonly __error: Message
}

type TraitOf<P> = P extends { readonly trait?: infer T } ? (unknown extends T ? never : Extract<T, Trait>) : never

type BuildToolOf<T> = T extends `build-tool:${infer Name}` ? Name : never
type DesktopOf<T> = T extends `desktop:${infer Name}` ? Name : never
type CudaOf<T> = T extends `cuda:${infer Owner}` ? Owner : never

/** `P` itself where it may be in a runtime stage, else the reason why not. `V`: the variants it is for, `C`: the owner of CUDA. */
export type AcceptRuntime<P, V extends string, C> = [BuildToolOf<TraitOf<P>>] extends [never]
  ? [DesktopOf<TraitOf<P>>] extends [never]
    ? AcceptCuda<P, C>
    : [Extract<V, HeadlessVariant>] extends [never]
      ? AcceptCuda<P, C>
      : TypeMessage<`'${DesktopOf<TraitOf<P>>}' is for desktops and variant '${Extract<V, HeadlessVariant>}' has none: wrap it in .when("desktop", ...)`>
  : TypeMessage<`'${BuildToolOf<TraitOf<P>>}' is a build tool and does not belong in a runtime stage: use .build(...)`>

type AcceptCuda<P, C> = [CudaOf<TraitOf<P>>] extends [never]
  ? P
  : C extends CudaOwner
    ? CudaOf<TraitOf<P>> extends C
      ? P
      : TypeMessage<`two owners of CUDA: the image has '${C}' and this brings '${CudaOf<TraitOf<P>>}'`>
    : P

/** Anything that can be given to `.with`. */
export type AnyPart = Step<Trait> | Component<Trait>

/**
 * Each element accepted on its own, so that the message stands at the argument that is wrong. The intersection with
 * the element itself is what lets the compiler infer `Parts` from the arguments.
 */
export type AcceptAll<Parts extends readonly unknown[], V extends string, C> = {
  [K in keyof Parts]: Parts[K] &
    (Parts[K] extends AnyPart ? AcceptRuntime<Parts[K], V, C> : TypeMessage<"not a step or a component">)
}
