import { apt } from "strata-images"
import list from "../../lists/build-tools.json" with { type: "json" }
import type { Contribution, Setting } from "../contribution.ts"

/** Compilers and headers: in the image itself, or in the builder where strategy 1 puts them. */
export function buildTools({ strategies: { split, recommends } }: Setting): Contribution {
  const step = apt({ packages: list.packages, recommends, because: "the images as they are compile at run time" })
  return split ? { build: [step] } : { runtime: [step] }
}
