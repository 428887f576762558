import { apt, image } from "strata-images"

/** The smallest useful image: a distribution, a tool, a user. */
export default image("minimal", { os: "debian12" }).with(apt("git")).user("dev")
