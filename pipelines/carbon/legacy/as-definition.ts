import { type Definition, defineVariants, type OsName } from "strata-images"
import { carbon } from "./carbon.ts"
import { type CarbonImage, type LegacyOs, legacyOses } from "./contribution.ts"
import { asTheyAre } from "./strategies.ts"

/** An image of the family as it is, as the command line takes it. It has its desktop always, so no variant but that. */
export function asDefinition(name: CarbonImage): Definition<"desktop"> {
  const compose = (_: "desktop", os: OsName) => {
    const toImage = () => carbon(name, "desktop", os as LegacyOs, asTheyAre)
    return { kind: "image-builder", toImage, as: () => ({ toImage }) } as const
  }
  return defineVariants(["desktop"], compose, { os: legacyOses, tags: { desktop: "legacy" } })
}
