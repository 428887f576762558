import type { AnyOp, CudaOwner, Origin, Stage } from "../ir/index.ts"
import { originHere } from "./origin.ts"

/**
 * What a step brings that not every stage may hold, as a literal type: it lets the compiler refuse a wrong program.
 * The rules in `lib/ir/rules` say the same at run time, from the ops alone.
 */
export type Trait = `build-tool:${string}` | `desktop:${string}` | `cuda:${CudaOwner}`

/** A step is a pure function from a stage to a longer stage. Any such function is one. */
export interface Step<T extends Trait = never> {
  (stage: Stage): Stage
  /** Exists only in types. */
  readonly trait?: T
}

/**
 * A pair: what is done in a builder stage of its own, and what of it survives into the runtime stage.
 * Nothing else of the builder reaches the image.
 */
export interface Component<T extends Trait = never> {
  readonly kind: "component"
  /** Name of the builder stage it gets. */
  readonly stage: string
  /** Where that stage begins: `base` is the plain distribution, `builder` has CUDA's devel flavour and all `.build()` steps, else a stage's name. */
  readonly from: string
  readonly build: readonly Step<Trait>[]
  readonly survive: readonly Step<Trait>[]
  readonly origin: Origin
  /** Exists only in types. */
  readonly trait?: T
}

export type Part<T extends Trait = Trait> = Step<T> | Component<T>

/** The stage with more ops at its end. */
export function addOps(stage: Stage, ops: readonly AnyOp[]): Stage {
  return { ...stage, ops: [...stage.ops, ...ops] }
}

/**
 * Makes a step whose ops carry `name` and the place of the user's call as their origin.
 * `T` names its traits, e.g. `"desktop:gimp"`; leave it out for a step that may be anywhere.
 */
export function defineStep<T extends Trait = never>(
  name: string,
  ops: (stage: Stage, origin: Origin) => readonly AnyOp[],
): Step<T> {
  const origin = originHere(name)
  return (stage) => addOps(stage, ops(stage, origin))
}

/** Makes a component; see {@link Component}. */
export function defineComponent<T extends Trait = never>(
  name: string,
  parts: Omit<Component<T>, "kind" | "origin" | "trait">,
): Component<T> {
  return { kind: "component", origin: originHere(name), ...parts }
}

/** Several steps as one. */
export function sequence<T extends Trait = never>(...steps: readonly Step<T>[]): Step<T> {
  return (stage) => steps.reduce((current, step) => step(current), stage)
}
