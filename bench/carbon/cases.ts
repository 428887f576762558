import type { Definition, Image } from "../../lib/index.ts"
import base from "../../pipelines/carbon/base.ts"
import compute from "../../pipelines/carbon/compute.ts"
import computeTensorflow from "../../pipelines/carbon/compute-tensorflow.ts"
import { carbon } from "../../pipelines/carbon/legacy/carbon.ts"
import type { CarbonImage, CarbonVariant } from "../../pipelines/carbon/legacy/contribution.ts"
import { profileImage } from "../../pipelines/carbon/legacy/profile-image.ts"
import { type PlannedStrategy, type ProfileName, profile } from "../../pipelines/carbon/legacy/profiles.ts"
import { asTheyAre } from "../../pipelines/carbon/legacy/strategies.ts"
import tools from "../../pipelines/carbon/tools.ts"
import { toolsLazy } from "../../pipelines/carbon/tools-lazy.ts"

/** What a measured image is: as it was, as it is now, with TensorFlow, with installers, or on the way. */
export type Role = "legacy" | "family" | "tensorflow" | "lazy" | ProfileName | `only-${Unnamed}`

/** Strategies that no profile has alone; of the other two the plan's options B and C are the image. */
type Unnamed = Exclude<PlannedStrategy, "creativeApps" | "split">

/** Whose image has a strategy alone at work. */
export function aloneRole(strategy: PlannedStrategy): Role {
  switch (strategy) {
    case "creativeApps":
      return "option-b"
    case "split":
      return "option-c"
    default:
      return `only-${strategy}`
  }
}

/** One image to build and measure. */
export interface Case {
  /** Names its record in `measured/`. */
  readonly id: string
  readonly role: Role
  readonly image: CarbonImage
  readonly variant: CarbonVariant
  readonly definition: () => Image
}

/** Its name in the engine. */
export function tagOf({ id }: Case): string {
  return `bench-carbon:${id}`
}

const families: Readonly<Record<CarbonImage, Definition>> = { base, compute, tools }

function legacy(image: CarbonImage): Case {
  const definition = (): Image => carbon(image, "desktop", "debian12", asTheyAre)
  return { id: `legacy-${image}-desktop`, role: "legacy", image, variant: "desktop", definition }
}

function family(image: CarbonImage, variant: CarbonVariant): Case {
  const definition = (): Image => families[image].image(variant, "debian12")
  return { id: `${image}-${variant}`, role: "family", image, variant, definition }
}

function tensorflow(variant: CarbonVariant): Case {
  const definition = (): Image => computeTensorflow.image(variant, "debian12")
  return { id: `compute-tensorflow-${variant}`, role: "tensorflow", image: "compute", variant, definition }
}

function onTheWay(name: ProfileName, image: CarbonImage, variant: CarbonVariant): Case {
  const definition = (): Image => profileImage(image, name, variant)
  return { id: `${name}-${image}-${variant}`, role: name, image, variant, definition }
}

function alone(strategy: Unnamed): Case {
  // No desktop is what that strategy makes possible.
  const variant = strategy === "optionalDesktop" ? "minimal" : "desktop"
  const all = profile("phase3").strategies
  const definition = (): Image => carbon("base", variant, "debian12", { ...asTheyAre, [strategy]: all[strategy] })
  return { id: `only-${strategy}-base-${variant}`, role: `only-${strategy}`, image: "base", variant, definition }
}

const lazyTools: Case = {
  id: "lazy-tools-desktop",
  role: "lazy",
  image: "tools",
  variant: "desktop",
  definition: () => toolsLazy("desktop", "debian12"),
}

/** In the order in which they are built: what shares layers stands together. All on debian12. */
export const cases: readonly Case[] = [
  legacy("base"),
  legacy("tools"),
  legacy("compute"),
  onTheWay("option-b", "base", "desktop"),
  alone("optionalDesktop"),
  alone("npm"),
  alone("pythonCaches"),
  alone("cuda"),
  onTheWay("phase1", "base", "desktop"),
  family("base", "server"),
  family("base", "minimal"),
  family("base", "desktop"),
  family("tools", "server"),
  family("tools", "desktop"),
  lazyTools,
  family("compute", "server"),
  family("compute", "minimal"),
  family("compute", "desktop"),
  tensorflow("server"),
  tensorflow("minimal"),
  tensorflow("desktop"),
  onTheWay("phase2", "base", "desktop"),
  onTheWay("phase2", "tools", "desktop"),
  onTheWay("phase2", "compute", "desktop"),
  onTheWay("phase3", "base", "minimal"),
  onTheWay("phase3", "base", "server"),
  onTheWay("option-c", "base", "desktop"),
]
