import type { Definition, Image } from "../../lib/index.ts"
import base from "../../pipelines/carbon/base.ts"
import compute from "../../pipelines/carbon/compute.ts"
import { carbon } from "../../pipelines/carbon/legacy/carbon.ts"
import type { CarbonImage, CarbonVariant } from "../../pipelines/carbon/legacy/contribution.ts"
import { profileImage } from "../../pipelines/carbon/legacy/profile-image.ts"
import type { ProfileName } from "../../pipelines/carbon/legacy/profiles.ts"
import { asTheyAre } from "../../pipelines/carbon/legacy/strategies.ts"
import tools from "../../pipelines/carbon/tools.ts"

/** What a measured image is: as it was, as it is now, or on the way. */
export type Role = "legacy" | "family" | ProfileName

/** One image to build and measure. */
export interface Case {
  /** Names its metrics file. */
  readonly id: string
  readonly role: Role
  readonly image: CarbonImage
  readonly variant: CarbonVariant
  readonly definition: () => Image
  /** Free bytes that its build takes beyond what the cases before left in the cache, archives included: an estimate. */
  readonly needsBytes: number
  /** What is freed once it is measured: later cases build on what stays. */
  readonly free: "nothing" | "image" | "everything"
}

type Rest = Pick<Case, "needsBytes" | "free">

const families: Readonly<Record<CarbonImage, Definition>> = { base, compute, tools }

function legacy(image: CarbonImage, rest: Rest): Case {
  const definition = (): Image => carbon(image, "desktop", "debian12", asTheyAre)
  return { id: `legacy-${image}-desktop`, role: "legacy", image, variant: "desktop", definition, ...rest }
}

function family(image: CarbonImage, variant: CarbonVariant, rest: Rest): Case {
  const definition = (): Image => families[image].image(variant, "debian12")
  return { id: `${image}-${variant}`, role: "family", image, variant, definition, ...rest }
}

function onTheWay(name: ProfileName, image: CarbonImage, variant: CarbonVariant, rest: Rest): Case {
  const definition = (): Image => profileImage(image, name, variant)
  return { id: `${name}-${image}-${variant}`, role: name, image, variant, definition, ...rest }
}

/** In the order in which they are built: what shares layers stands together. All on debian12. */
export const cases: readonly Case[] = [
  legacy("base", { needsBytes: 27e9, free: "nothing" }),
  legacy("tools", { needsBytes: 7e9, free: "image" }),
  legacy("compute", { needsBytes: 18e9, free: "everything" }),
  family("base", "server", { needsBytes: 4e9, free: "nothing" }),
  family("base", "minimal", { needsBytes: 1e9, free: "nothing" }),
  family("base", "desktop", { needsBytes: 1e9, free: "nothing" }),
  family("tools", "desktop", { needsBytes: 6e9, free: "nothing" }),
  family("tools", "server", { needsBytes: 3e9, free: "everything" }),
  family("compute", "server", { needsBytes: 15e9, free: "nothing" }),
  family("compute", "minimal", { needsBytes: 1e9, free: "nothing" }),
  family("compute", "desktop", { needsBytes: 2e9, free: "everything" }),
  onTheWay("option-b", "base", "desktop", { needsBytes: 24e9, free: "nothing" }),
  onTheWay("phase1", "base", "desktop", { needsBytes: 12e9, free: "everything" }),
  onTheWay("phase2", "base", "desktop", { needsBytes: 20e9, free: "nothing" }),
  onTheWay("phase3", "base", "minimal", { needsBytes: 2e9, free: "nothing" }),
  onTheWay("phase3", "base", "server", { needsBytes: 1e9, free: "everything" }),
]
