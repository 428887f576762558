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
  /** What is freed once it is measured: later cases build on what stays. */
  readonly free: "nothing" | "image" | "everything"
}

const families: Readonly<Record<CarbonImage, Definition>> = { base, compute, tools }

function legacy(image: CarbonImage, free: Case["free"]): Case {
  const definition = (): Image => carbon(image, "desktop", "debian12", asTheyAre)
  return { id: `legacy-${image}-desktop`, role: "legacy", image, variant: "desktop", definition, free }
}

function family(image: CarbonImage, variant: CarbonVariant, free: Case["free"]): Case {
  const definition = (): Image => families[image].image(variant, "debian12")
  return { id: `${image}-${variant}`, role: "family", image, variant, definition, free }
}

function onTheWay(name: ProfileName, image: CarbonImage, variant: CarbonVariant, free: Case["free"]): Case {
  const definition = (): Image => profileImage(image, name, variant)
  return { id: `${name}-${image}-${variant}`, role: name, image, variant, definition, free }
}

/** In the order in which they are built: what shares layers stands together. All on debian12. */
export const cases: readonly Case[] = [
  legacy("base", "nothing"),
  legacy("tools", "image"),
  legacy("compute", "everything"),
  family("base", "server", "nothing"),
  family("base", "minimal", "nothing"),
  family("base", "desktop", "nothing"),
  family("tools", "desktop", "nothing"),
  family("tools", "server", "everything"),
  family("compute", "server", "nothing"),
  family("compute", "minimal", "nothing"),
  family("compute", "desktop", "everything"),
  onTheWay("option-b", "base", "desktop", "nothing"),
  onTheWay("phase1", "base", "desktop", "everything"),
  onTheWay("phase2", "base", "desktop", "nothing"),
  onTheWay("phase3", "base", "minimal", "nothing"),
  onTheWay("phase3", "base", "server", "everything"),
  onTheWay("option-c", "base", "desktop", "everything"),
]
