import { withProfiles } from "strata-images"
import definition from "../tools.ts"
import { carbonProfiles } from "./carbon-profiles.ts"

/** carbon-tools, and the way to it from the image as it was: `--profile=phase1` and the others of the plan. */
export default withProfiles(definition, carbonProfiles("tools"))
