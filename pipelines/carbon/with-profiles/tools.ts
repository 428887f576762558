import { withProfiles } from "strata-images"
import definition from "../tools.ts"
import { toolsLazy } from "../tools-lazy.ts"
import { carbonProfiles } from "./carbon-profiles.ts"

/**
 * carbon-tools, the way to it from the image as it was (`--profile=phase1` and the others of the plan), and beyond it
 * (`--profile=lazy`).
 */
export default withProfiles(definition, { ...carbonProfiles("tools"), lazy: toolsLazy })
