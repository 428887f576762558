/**
 * The strategies of the plan as switches over the images as they are, so that each can be measured alone and all of
 * them in the plan's order. The numbers are the plan's; lazy installers (7) are steps of their own.
 */
export interface Strategies {
  /** (1) Builder and runtime are apart: what compiles stays behind, what it made is copied by path. */
  readonly split: boolean
  /** (2) The desktop is in variant `desktop` only. Without it there is no other variant. */
  readonly optionalDesktop: boolean
  /** (3) Images that hold the nine creative applications. */
  readonly creativeApps: "all" | "tools"
  /** (3) Cinnamon with all that its task brings, or its core with the applications that the plan calls essential. */
  readonly desktop: "full" | "core"
  /** (4) All eleven commands in base, or two there and the rest where they are used. */
  readonly npm: "all" | "where-used"
  /** (5) Package caches of conda and pip. */
  readonly pythonCaches: "kept" | "removed"
  /** (5) Several Pythons, an environment each, or one. */
  readonly pythons: "several" | "one"
  /**
   * (6) `two`: the base's and a second toolkit by hand. `base`: only the base's (option A). `components`: a plain base
   * and libraries of the second (option B). `owner`: whoever needs it brings it, in compute the wheels.
   */
  readonly cuda: "two" | "base" | "components" | "owner"
  /** Beyond the plan: packages that others only recommend. */
  readonly recommends: boolean
}

/** The images as they are: no strategy at work. */
export const asTheyAre: Strategies = {
  split: false,
  optionalDesktop: false,
  creativeApps: "all",
  desktop: "full",
  npm: "all",
  pythonCaches: "kept",
  pythons: "several",
  cuda: "two",
  recommends: true,
}

/** Every strategy at work: what `pipelines/carbon/{base,compute,tools}.ts` say in full. */
export const reduced: Strategies = {
  split: true,
  optionalDesktop: true,
  creativeApps: "tools",
  desktop: "core",
  npm: "where-used",
  pythonCaches: "removed",
  pythons: "one",
  cuda: "owner",
  recommends: false,
}
