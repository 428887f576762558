import type { CarbonImage, CarbonVariant } from "./contribution.ts"
import plan from "./profiles.json" with { type: "json" }
import { asTheyAre, type Strategies } from "./strategies.ts"

export const profileNames = ["phase1", "phase2", "phase3", "option-a", "option-b", "option-c"] as const
export type ProfileName = (typeof profileNames)[number]

/** What the plan expects, in its own GB of its own images: compared as a share of {@link planNow}, never as bytes. */
export interface Expected {
  /** Lowest and highest size that the plan's words allow, of variant `desktop`. */
  readonly images: Readonly<Partial<Record<CarbonImage, readonly [low: number, high: number]>>>
  /** Sizes of base's other variants. */
  readonly variants?: Readonly<Partial<Record<CarbonVariant, number>>>
  /** The plan's own words. */
  readonly words: string
}

/** A named set of strategies over the images as they are. */
export interface Profile {
  readonly strategies: Strategies
  readonly expected: Expected
}

/** The plan's sizes of today in GB. */
export const planNow: Readonly<Record<CarbonImage, number>> = plan.current
/** The plan's sizes to reach in GB. */
export const planTarget: Readonly<Record<CarbonImage, number>> = plan.target

/** Quick wins: creative applications out of base, caches, npm, one CUDA. */
const phase1: Strategies = {
  ...asTheyAre,
  creativeApps: "tools",
  pythonCaches: "removed",
  npm: "where-used",
  cuda: "base",
}
const phase2: Strategies = { ...phase1, split: true }

const strategiesOf: Readonly<Record<ProfileName, Strategies>> = {
  phase1,
  phase2,
  phase3: { ...phase2, optionalDesktop: true },
  // "Implement all Phase 1 optimizations now."
  "option-a": phase1,
  // "Keep everything else the same."
  "option-b": { ...asTheyAre, creativeApps: "tools" },
  // "Do Phase 2 multi-stage", and nothing of phase 1: the plan gives this alone more than its own strategy 1 does.
  "option-c": { ...asTheyAre, split: true },
}

/** What the plan expects a strategy to save alone: GB of base, for `optionalDesktop` GB of the variants. */
export interface ExpectedSaving {
  readonly saves: readonly [low: number, high: number]
  /** The plan's own words. */
  readonly words: string
}

/** Strategies that the plan gives a figure; the rest of {@link Strategies} goes beyond it. */
export type PlannedStrategy = Exclude<keyof Strategies, "desktop" | "pythons" | "recommends">

export const expectedSavings = plan.strategies as unknown as Readonly<Record<PlannedStrategy, ExpectedSaving>>

/** Strategy 7, whose bytes are deferred: installers are steps of their own and no switch. */
export const expectedDeferral = plan.deferred as unknown as ExpectedSaving

/** JSON knows no pairs; the test of this file holds the data to the type. */
const expectedOf = plan.expected as unknown as Readonly<Record<ProfileName, Expected>>

export function profile(name: ProfileName): Profile {
  return { strategies: strategiesOf[name], expected: expectedOf[name] }
}
