import type { ResolvedCuda } from "../cuda/index.ts"
import { distributionOf, type OsName } from "../distributions/index.ts"
import { StrataError } from "../errors/index.ts"
import type { AnyOp, BaseSource, Image, Origin, Stage, StageKind } from "../ir/index.ts"
import { deepFreeze, imageFormat, imageFormatVersion, stagesUsedBy } from "../ir/index.ts"
import { aptInstallOps } from "../steps/apt/index.ts"
import { addOps, type Component, type Step, type Trait } from "../steps/step.ts"

export const builderStage = "builder"
export const runtimeStage = "runtime"

/** A stage that is being written: where it begins is settled only when the image is finished, as `.cuda()` may come late. */
interface DraftStage {
  readonly name: string
  readonly kind: StageKind
  /** `os` the plain distribution, `cuda` what the owner of CUDA gives this kind of stage, else another stage. */
  readonly from: "os" | "cuda" | { readonly stage: string }
  readonly origin: Origin
  readonly ops: readonly AnyOp[]
}

/** All that the builder API has gathered so far: plain data, never changed in place. */
export interface Draft {
  readonly name: string
  readonly os: OsName
  readonly variant?: string
  readonly platform: string
  readonly cuda?: {
    readonly resolved: ResolvedCuda
    readonly origin: Origin
    /** How many ops each stage had when it was chosen: packages of the distribution are installed after these. */
    readonly after: Readonly<Record<StageKind, number>>
  }
  readonly builder: DraftStage
  readonly runtime: DraftStage
  /** Stages of components and of `.stage()`, in order. */
  readonly others: readonly DraftStage[]
}

export function emptyDraft(options: {
  name: string
  os: OsName
  variant?: string
  platform: string
  origin: Origin
}): Draft {
  const { name, os, variant, platform, origin } = options
  distributionOf(os)
  return {
    name,
    os,
    ...(variant === undefined ? {} : { variant }),
    platform,
    builder: { name: builderStage, kind: "builder", from: "cuda", origin, ops: [] },
    runtime: { name: runtimeStage, kind: "runtime", from: "cuda", origin, ops: [] },
    others: [],
  }
}

function apply(draft: Draft, stage: DraftStage, steps: readonly Step<Trait>[]): DraftStage {
  const { os, platform } = draft
  const start: Stage = { name: stage.name, kind: stage.kind, os, platform, ops: stage.ops }
  return { ...stage, ops: steps.reduce((current, step) => step(current), start).ops }
}

function stageNames(draft: Draft): readonly string[] {
  return [draft.builder.name, ...draft.others.map((stage) => stage.name), draft.runtime.name]
}

/** Gives CUDA an owner, at this place among the steps. */
export function addCuda(draft: Draft, resolved: ResolvedCuda, origin: Origin): Draft {
  const after = { builder: draft.builder.ops.length, runtime: draft.runtime.ops.length }
  return { ...draft, cuda: { resolved, origin, after } }
}

/** Adds steps to the named stage. */
export function addSteps(draft: Draft, name: string, steps: readonly Step<Trait>[]): Draft {
  if (name === builderStage) return { ...draft, builder: apply(draft, draft.builder, steps) }
  if (name === runtimeStage) return { ...draft, runtime: apply(draft, draft.runtime, steps) }
  return { ...draft, others: draft.others.map((stage) => (stage.name === name ? apply(draft, stage, steps) : stage)) }
}

/** Adds a stage. @throws StrataError `invalid-image` where the name is taken or `from` names no stage. */
export function addStage(
  draft: Draft,
  options: { name: string; kind: StageKind; from: string; origin: Origin },
  steps: readonly Step<Trait>[],
): Draft {
  const { name, kind, origin } = options
  const at = origin.at ? { at: origin.at } : {}
  if (stageNames(draft).includes(name)) {
    throw new StrataError({
      code: "invalid-image",
      message: `stage '${name}' is already defined`,
      fix: `${origin.step}: give it a stage name of its own`,
      ...at,
    })
  }
  if (options.from !== "base" && !stageNames(draft).includes(options.from)) {
    throw new StrataError({
      code: "invalid-image",
      message: `${origin.step} begins at stage '${options.from}', which does not exist yet`,
      fix:
        options.from === "node"
          ? "add .with(node({ major: 22 })) before it"
          : `define it before; known: ${stageNames(draft).join(", ")}`,
      ...at,
    })
  }
  const from = options.from === "base" ? ("os" as const) : { stage: options.from }
  return { ...draft, others: [...draft.others, apply(draft, { name, kind, from, origin, ops: [] }, steps)] }
}

/** A component is a builder stage and what of it survives in the runtime. */
export function addComponent(draft: Draft, component: Component<Trait>): Draft {
  const { stage, from, origin } = component
  const built = addStage(draft, { name: stage, kind: "builder", from, origin }, component.build)
  // What lands in the image is the component's, whichever steps it uses to get there.
  const survive = component.survive.map(
    (step): Step<Trait> =>
      (before) => {
        const after = step(before)
        return { ...after, ops: after.ops.map((op, index) => (index < before.ops.length ? op : { ...op, origin })) }
      },
  )
  return addSteps(built, runtimeStage, survive)
}

function finishStage(draft: Draft, stage: DraftStage): Stage {
  const { base } = distributionOf(draft.os)
  const plain: BaseSource = {
    kind: "image",
    ref: base.ref,
    ...(base.bootstrapSuite ? { bootstrapSuite: base.bootstrapSuite } : {}),
  }
  const cuda = stage.from === "cuda" && draft.cuda ? draft.cuda.resolved[stage.kind] : undefined
  const source: BaseSource =
    typeof stage.from === "object" ? { kind: "stage", stage: stage.from.stage } : (cuda?.base ?? plain)
  const origin = cuda && draft.cuda ? draft.cuda.origin : stage.origin
  const { name, kind } = stage
  const start: Stage = { name, kind, os: draft.os, ops: [{ kind: "from", origin, source }] }
  const after = cuda && draft.cuda ? draft.cuda.after[stage.kind] : 0
  const packages = cuda?.apt
    ? aptInstallOps(
        { ...start, platform: draft.platform },
        origin,
        { ecosystem: "apt", ...cuda.apt },
        { recommends: false, sources: [] },
      )
    : []
  return addOps(start, [...stage.ops.slice(0, after), ...packages, ...stage.ops.slice(after)])
}

/**
 * Settles the bases and makes the image definition. The builder stage is left out where the user wrote nothing to it and
 * no other stage begins at it.
 */
export function finishDraft(draft: Draft): Image {
  const drafts = [draft.builder, ...draft.others, draft.runtime]
  const all = drafts.map((stage) => finishStage(draft, stage))
  const usesBuilder = all.some((stage) => stage.ops.some((op) => stagesUsedBy(op).includes(builderStage)))
  const wanted = draft.builder.ops.length > 0 || usesBuilder ? all : all.filter(({ name }) => name !== builderStage)
  return deepFreeze({
    format: imageFormat,
    version: imageFormatVersion,
    name: draft.name,
    ...(draft.variant === undefined ? {} : { variant: draft.variant }),
    os: draft.os,
    platform: draft.platform,
    ...(draft.cuda ? { cuda: draft.cuda.resolved.choice } : {}),
    target: runtimeStage,
    stages: wanted,
  })
}
